using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// The first answer to an interaction, due within 3 seconds. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object"/>.
/// </summary>
public sealed record InteractionResponse
{
    /// <summary>What kind of answer it is.</summary>
    public InteractionCallbackType Type { get; init; }

    /// <summary>The message, choices or modal.</summary>
    public InteractionCallbackData? Data { get; init; }
}

/// <summary>
/// The kinds of first answer. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type"/>.
/// </summary>
public enum InteractionCallbackType
{
    /// <summary>Answers a ping.</summary>
    Pong = 1,
    /// <summary>A message.</summary>
    ChannelMessageWithSource = 4,
    /// <summary>A message will follow; the user sees that it is being made.</summary>
    DeferredChannelMessageWithSource = 5,
    /// <summary>The component's message will be edited; the user sees nothing yet.</summary>
    DeferredUpdateMessage = 6,
    /// <summary>Edits the component's message.</summary>
    UpdateMessage = 7,
    /// <summary>Choices for what is being typed.</summary>
    ApplicationCommandAutocompleteResult = 8,
    /// <summary>A modal; not in answer to a modal.</summary>
    Modal = 9,
    /// <summary>An upgrade button. Deprecated: a premium button is to be used.</summary>
    PremiumRequired = 10,
    /// <summary>Launches the application's activity.</summary>
    LaunchActivity = 12,
}

/// <summary>
/// The message, choices or modal of a first answer: the fields of all kinds in one record. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-data-structure"/>.
/// </summary>
public sealed record InteractionCallbackData
{
    /// <summary>Of a message: whether it is spoken.</summary>
    public bool? Tts { get; init; }

    /// <summary>Of a message: the text, up to 2,000 characters. With IsComponentsV2 it is absent, or null where it takes away a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Content { get; init; }

    /// <summary>Of a message: up to 10 embeds.</summary>
    public IReadOnlyList<Embed>? Embeds { get; init; }

    /// <summary>Of a message: whom it may ping.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    /// <summary>Of a message: Ephemeral, SuppressEmbeds, SuppressNotifications, IsComponentsV2.</summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>Of a message: its components; of a modal: 1 to 5.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>Of a message: a poll.</summary>
    public CreatePoll? Poll { get; init; }

    /// <summary>
    /// Of a message: what is known of the files, by their place in <see cref="Files"/>; made from <see cref="Files"/> where this is
    /// null.
    /// </summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>Of a message: up to 10 files to send with it; not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<FileUpload>? Files { get; init; }

    /// <summary>Of autocomplete: up to 25 choices.</summary>
    public IReadOnlyList<ApplicationCommandChoice>? Choices { get; init; }

    /// <summary>Of a modal: what its submission is told by, 1 to 100 characters.</summary>
    public string? CustomId { get; init; }

    /// <summary>Of a modal: its title, up to 45 characters.</summary>
    public string? Title { get; init; }
}

/// <summary>
/// What Discord made of the first answer, where asked to tell. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object"/>.
/// </summary>
public sealed record InteractionCallbackResponse
{
    /// <summary>The interaction.</summary>
    public InteractionCallback Interaction { get; init; } = new();

    /// <summary>The message made or edited.</summary>
    public InteractionCallbackResource? Resource { get; init; }
}

/// <summary>The interaction of an <see cref="InteractionCallbackResponse"/>.</summary>
public sealed record InteractionCallback
{
    /// <summary>The interaction's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The interaction's type.</summary>
    public InteractionType Type { get; init; }

    /// <summary>The activity that was launched or joined.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>The message that was made.</summary>
    public Snowflake? ResponseMessageId { get; init; }

    /// <summary>Whether that message is still to be given.</summary>
    public bool? ResponseMessageLoading { get; init; }

    /// <summary>Whether only the invoking user sees it.</summary>
    public bool? ResponseMessageEphemeral { get; init; }
}

/// <summary>What was made by the answer of an <see cref="InteractionCallbackResponse"/>.</summary>
public sealed record InteractionCallbackResource
{
    /// <summary>The kind of answer.</summary>
    public InteractionCallbackType Type { get; init; }

    /// <summary>The activity, for kind 12.</summary>
    public ActivityInstance? ActivityInstance { get; init; }

    /// <summary>The message, for kinds 4 and 7.</summary>
    public Message? Message { get; init; }
}

/// <summary>An activity that was launched or joined.</summary>
/// <param name="Id">The instance.</param>
public sealed record ActivityInstance(string Id);
