using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// A message as a bot sends or edits it (<see href="https://docs.discord.com/developers/resources/message#create-message"/>).
/// What is null was not given.
/// </summary>
internal sealed record MessageForm
{
    public const int MaxContent = 2000;
    private const int MaxNonce = 25;
    private const int Settable = Message.SuppressEmbeds | Message.SuppressNotifications | Message.ComponentsV2;

    public string? Content { get; private init; }

    public JsonElement? Embeds { get; private init; }

    public JsonElement? Components { get; private init; }

    public int? Flags { get; private init; }

    public string? Nonce { get; private init; }

    public bool NonceIsNumber { get; private init; }

    public bool EnforceNonce { get; private init; }

    public ulong? ReplyTo { get; private init; }

    public bool ReplyMustExist { get; private init; }

    /// <summary>The files that it shall have; null where nothing was said of them.</summary>
    public IReadOnlyList<FileRequest>? Files { get; private init; }

    /// <summary>Below which address its files will be served.</summary>
    public string FilesUrl { get; private init; } = "";

    public PollForm? Poll { get; private init; }

    /// <summary>Which mentions count; null where nothing was said.</summary>
    public AllowedMentions? Mentions { get; private init; }

    public bool IsEmpty => Poll is null && string.IsNullOrWhiteSpace(Content) && !HasItems(Embeds) && !HasItems(Components) && Files is null or [];

    /// <param name="body">The form.</param>
    /// <param name="path">Where it is in the request's body, with a slash at its end, or nothing.</param>
    /// <param name="allowEphemeral">Answers to interactions may be.</param>
    /// <param name="uploads">The files that came with the request.</param>
    /// <exception cref="RestException">400, 50035: with all faults found.</exception>
    public static MessageForm Read(JsonElement body, string path = "", bool allowEphemeral = false, Uploads? uploads = null)
    {
        uploads ??= Uploads.None;
        FormErrors errors = new();
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors.WrongType(path.Length == 0 ? "body" : path.TrimEnd('/'), "an object");
            errors.ThrowIfAny();
        }

        int? flags = ReadFlags(body, path, allowEphemeral, errors);
        bool v2 = ((flags ?? 0) & Message.ComponentsV2) != 0;
        JsonElement? components = Items(body, "components", path, errors);
        if (components is { } rows)
            new ComponentForm(errors, v2).Check(rows, path + "components");
        JsonElement? embeds = Items(body, "embeds", path, errors);
        EmbedForm.Check(embeds, path, errors);
        PollForm? poll = PollForm.Read(body, path, errors);
        if (v2 && (body.Get("content") is not null || HasItems(embeds) || poll is not null))
        {
            errors.Add(
                path + "flags",
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                "The 'content', 'embeds' and 'poll' fields cannot be used with components V2.");
        }

        (string? nonce, bool nonceIsNumber) = ReadNonce(body, path, errors);
        JsonElement reference = body.Get("message_reference") ?? default;
        MessageForm form = new()
        {
            Content = ReadContent(body, path, errors),
            Embeds = embeds,
            Components = components,
            Poll = poll,
            Mentions = AllowedMentionsForm.Read(body, path, errors),
            Files = FileRequest.Read(body, uploads.Files, path, errors),
            FilesUrl = uploads.BaseUrl,
            Flags = flags,
            Nonce = nonce,
            NonceIsNumber = nonceIsNumber,
            EnforceNonce = body.GetFlag("enforce_nonce"),
            ReplyTo = Snowflake.TryParse(reference.GetText("message_id"), out ulong id) ? id : null,
            ReplyMustExist = reference.Get("fail_if_not_exists") is not { ValueKind: JsonValueKind.False },
        };
        errors.ThrowIfAny();
        return form with
        {
            Embeds = MessageDefaults.OfEmbeds(embeds),
            Components = MessageDefaults.OfComponents(components),
        };
    }

    private static string? ReadContent(JsonElement body, string path, FormErrors errors)
    {
        if (!body.TryGetProperty("content", out JsonElement content))
            return null;
        if (content.ValueKind == JsonValueKind.Null)
            return "";
        if (content.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            errors.WrongType(path + "content", "a string");
            return null;
        }

        string text = content.ValueKind == JsonValueKind.String ? content.GetString()! : content.GetRawText();
        if (text.Length > MaxContent)
            errors.TooLong(path + "content", MaxContent);
        return text;
    }

    private static int? ReadFlags(JsonElement body, string path, bool allowEphemeral, FormErrors errors)
    {
        if (body.Get("flags") is null)
            return null;
        if (body.GetInt("flags") is not { } flags)
        {
            errors.WrongType(path + "flags", "a whole number");
            return null;
        }

        return flags & (allowEphemeral ? Settable | Message.Ephemeral : Settable);
    }

    private static (string? Nonce, bool IsNumber) ReadNonce(JsonElement body, string path, FormErrors errors)
    {
        if (body.Get("nonce") is not { } nonce)
            return (null, false);
        string? text = nonce.ValueKind switch
        {
            JsonValueKind.String => nonce.GetString(),
            JsonValueKind.Number when nonce.TryGetInt64(out _) => nonce.GetRawText(),
            _ => null,
        };
        if (text is null)
            errors.WrongType(path + "nonce", "a string or whole number");
        else if (text.Length > MaxNonce)
            errors.TooLong(path + "nonce", MaxNonce);
        return (text, nonce.ValueKind == JsonValueKind.Number);
    }

    /// <summary>An array that was given; null stands for an empty one.</summary>
    private static JsonElement? Items(JsonElement body, string name, string path, FormErrors errors)
    {
        if (!body.TryGetProperty(name, out JsonElement items))
            return null;
        if (items.ValueKind == JsonValueKind.Null)
            return Json.EmptyArray;
        if (items.ValueKind == JsonValueKind.Array)
            return items;
        errors.WrongType(path + name, "a list");
        return null;
    }

    private static bool HasItems(JsonElement? items) => items is { } array && array.GetArrayLength() > 0;
}
