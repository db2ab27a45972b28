using System.Globalization;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>The effects that modules may derive.</summary>
[Deterministic]
public static class DiscordEffectTypes
{
    /// <summary>Writes a message, once. Its result is a <see cref="PlacedMessage"/>.</summary>
    public static EffectType<MessageToCreate> MessageCreate { get; } =
        new("message.create", FrameworkJson.Default.MessageToCreate);

    /// <summary>Changes one of the bot's own messages. Its result is a <see cref="PlacedMessage"/>.</summary>
    public static EffectType<MessageToEdit> MessageEdit { get; } =
        new("message.edit", FrameworkJson.Default.MessageToEdit);

    internal static EffectType<InteractionAnswered> InteractionRespond { get; } =
        new("interaction.respond", FrameworkJson.Default.InteractionAnswered);

    /// <summary>The lane of all that is done to one message or channel, so that it is done in order.</summary>
    public static string Lane(Snowflake messageOrChannel) => messageOrChannel.Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A message to write.</summary>
/// <param name="Channel">Where.</param>
/// <param name="Body">What it says.</param>
public sealed record MessageToCreate(Snowflake Channel, MessageBody Body);

/// <summary>A message to change.</summary>
/// <param name="Channel">Where it is.</param>
/// <param name="Message">Which.</param>
/// <param name="Body">What it says from then on.</param>
public sealed record MessageToEdit(Snowflake Channel, Snowflake Message, MessageBody Body);

/// <summary>Where a message stands that an effect wrote or changed.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Message">The message.</param>
[Deterministic]
public sealed record PlacedMessage(Snowflake Channel, Snowflake Message)
{
    /// <summary>Reads the result of an effect; null where Discord did not tell.</summary>
    public static PlacedMessage? Of(EffectSucceeded succeeded)
    {
        ArgumentNullException.ThrowIfNull(succeeded);
        return succeeded.Result is { ValueKind: JsonValueKind.Object } result
            ? result.Deserialize(FrameworkJson.Default.PlacedMessage)
            : null;
    }
}
