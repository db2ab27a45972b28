using System.Text.Json.Serialization;
using Bingobot.Commands.Load.Check;

namespace Bingobot.Commands.Load.Report;

/// <summary>What a load has shown.</summary>
internal sealed record LoadReport
{
    /// <summary>What the random choices came from.</summary>
    public required int Seed { get; init; }

    /// <summary>For how long it was made, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Events a second that were asked for.</summary>
    public required double AskedRate { get; init; }

    /// <summary>Events a second that were made.</summary>
    public required double ReachedRate { get; init; }

    /// <summary>Events that were due and not made.</summary>
    public required long NotMade { get; init; }

    /// <summary>What people could not do, since things had changed meanwhile.</summary>
    public required long Refused { get; init; }

    /// <summary>What was sent, by kind, and what became of it.</summary>
    public required IReadOnlyDictionary<FactKind, Tally> Events { get; init; }

    /// <summary>What became of the interactions.</summary>
    public required AnswerTally Answers { get; init; }

    /// <summary>Acknowledgements that were tried again, since the bot could not know that they were taken.</summary>
    public required int AskedAgain { get; init; }

    /// <summary>Acknowledgements that were tried again, although the bot had been told.</summary>
    public required int AskedTwice { get; init; }

    /// <summary>Messages that were written twice.</summary>
    public required int WrittenTwice { get; init; }

    /// <summary>Events of the stream that were not sent like that.</summary>
    public required long NeverSent { get; init; }

    /// <summary>Events of the stream that are out of order.</summary>
    public required long OutOfOrder { get; init; }

    /// <summary>Gaps that the bot has noticed.</summary>
    public required int Gaps { get; init; }

    /// <summary>From the sending of an interaction to the arrival of the bot's acknowledgement, in milliseconds.</summary>
    public required Latency LatencyMs { get; init; }

    /// <summary>How often what went wrong; empty without chaos.</summary>
    public required IReadOnlyDictionary<Chaos.Mishap, int> Chaos { get; init; }

    /// <summary>Processor time of the bot, in seconds.</summary>
    public required double BotProcessorSeconds { get; init; }

    /// <summary>The most memory that the bot had resident, in bytes.</summary>
    public required long BotPeakMemory { get; init; }

    /// <summary>Processor time of the sandbox and all that makes the load and looks at it, while it was made, in seconds.</summary>
    public required double SandboxProcessorSeconds { get; init; }

    /// <summary>The first of what is wrong, for people.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Whether there was chaos.</summary>
    public required bool IsChaotic { get; init; }

    /// <summary>What is lost: events outside of gaps, and answers. In chaos a bot can be away for longer than an answer may take.</summary>
    public long Lost => Events.Values.Sum(tally => tally.Lost) + Answers.Missing + (IsChaotic ? 0 : Answers.Late);

    /// <summary>What is there or was done more than once, or was not sent like that.</summary>
    public long Doubled => Events.Values.Sum(tally => tally.Doubled) + NeverSent + OutOfOrder + Answers.Twice + AskedTwice + WrittenTwice;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class LoadJson : JsonSerializerContext;
