using System.Collections.Frozen;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Finds who completes an option, and lets only those be helped who may use the command. Immutable and thread-safe.</summary>
/// <param name="modules">The modules.</param>
/// <param name="admission">Who may use what.</param>
internal sealed class CompletionTable(IReadOnlyList<IBotModule> modules, Admission admission)
{
    private readonly FrozenDictionary<(string Path, string Option), Completion> _completions = modules
        .SelectMany(module => module.Manifest.Completions)
        .ToFrozenDictionary(completion => (completion.Declaration.Path, completion.Declaration.Option));

    /// <summary>What can be chosen; nothing where nobody says so.</summary>
    /// <param name="fact">Who is typing what.</param>
    /// <param name="focused">The option that is being typed.</param>
    /// <param name="guild">The guild; 0 outside.</param>
    /// <param name="states">The states to read.</param>
    public IReadOnlyList<ApplicationCommandChoice> Choices(InteractionReceived fact, OptionValue focused, ulong guild, IStates states) =>
        _completions.TryGetValue((fact.Command, focused.Name), out var completion)
            && admission.Refusal(fact, guild, states) is null
            && Admission.Refusal(fact, completion.Declaration.Terms) is null
            ? completion.Choices(fact, focused, states)
            : [];
}
