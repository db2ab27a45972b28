using Bingobot.Discord.Payloads;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>
/// Takes interactions from the gateway: those that are decided become facts, their custom ids without the seal; what is asked
/// while somebody types is answered beside the stream.
/// </summary>
/// <param name="seal">Tells genuine custom ids.</param>
/// <param name="autocompleter">Answers while somebody types.</param>
/// <param name="logger">Where forged custom ids are told of.</param>
internal sealed partial class InteractionIntake(CustomIdSeal seal, Autocompleter autocompleter, ILogger logger)
{
    /// <summary>The fact to record; null where there is none.</summary>
    public InteractionReceived? Take(Interaction interaction)
    {
        if (InteractionReader.Read(interaction) is not { } fact)
            return null;
        if (interaction.Type == InteractionType.ApplicationCommandAutocomplete)
        {
            if (OptionReader.Focused(interaction.Data!) is { } focused)
                autocompleter.Begin(fact, focused, interaction.GuildId?.Value ?? 0);
            return null;
        }
        return fact.Kind is InteractionKind.Component or InteractionKind.Modal ? Opened(fact) : fact;
    }

    private InteractionReceived Opened(InteractionReceived fact)
    {
        if (seal.TryOpen(fact.CustomId, out var customId))
            return fact with { CustomId = customId };
        LogForged(fact.Interaction.Value, fact.User.Value, fact.CustomId.Length);
        return fact with { CustomId = "", IsForged = true };
    }

    [LoggerMessage(EventId = 45, Level = LogLevel.Warning, Message = "Interaction {Interaction} of user {User} has a custom id of {Length} characters that this bot did not make. It was refused.")]
    private partial void LogForged(ulong interaction, ulong user, int length);
}
