using System.Text;
using System.Text.Json;
using Bingobot.TestKit.Events;
using CsCheck;

namespace Bingobot.Events.Tests.Samples;

/// <summary>Recorded streams of every kind of event, also ones that a writer would not record: made by chance, from a seed.</summary>
internal static class RandomStream
{
    public const string Id = "AAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>Streams of some hundred events.</summary>
    /// <param name="poison">Whether there are events that stop a module.</param>
    public static Gen<MemoryEventLog> Gen(bool poison) =>
        CsCheck.Gen.Select(CsCheck.Gen.Int, CsCheck.Gen.Int[5, 400]).Select((seed, length) => Create(seed, length, poison));

    /// <summary>Modules that take what is in the streams: some keep timers, some derive effects, one throws at "bad".</summary>
    public static IReadOnlyList<IModule> Modules() =>
    [
        new Ballot(),
        new Ballots(),
        Lambda.Listener("words"),
        new Lambda("fragile", module => module
            .Apply(Lambda.Said, (state, e, context) =>
            {
                if (e.Text.Length % 3 == 0)
                    context.Schedule(e.Text, context.Now.AddMinutes(e.Text.Length));
                if (e.Text.Length % 7 == 0)
                    context.Cancel("five5");
                return e.Text == "bad" ? throw new InvalidOperationException("bad") : state.List.Count > 4 ? Words.None : state.Add(e.Text);
            })
            .React(Lambda.Said, (state, e, context) =>
            {
                if (state.List.Count % 2 == 1)
                    context.Do(Lambda.Deed, new Deed(e.Text), e.Text);
            })
            .Apply(RuntimeEvents.RuntimeStarted, (state, _, context) => state.Add($"start {context.Sequence}"))),
    ];

    public static MemoryEventLog Create(int seed, int length, bool poison)
    {
        var random = new Random(seed);
        var log = new MemoryEventLog();
        var events = new List<Recorded> { SomeEvents.At(1) };
        DateTimeOffset time = SomeEvents.Start;
        while (events.Count < length)
        {
            long sequence = events.Count + 1;
            time = time.AddMilliseconds(random.Next(0, 200_000));
            (string type, string data) = Any(random, sequence, poison && random.Next(length) == 0);
            Cursor? cursor = random.Next(5) == 0 ? new Cursor($"gateway/{random.Next(3)}", "s", "wss://x", sequence) : null;
            ulong partition = type is "RuntimeStarted" or "CursorAdvanced" ? 0 : (ulong)random.Next(0, 12);
            events.Add(new Recorded(sequence, time, partition, type, Encoding.UTF8.GetBytes(data), cursor));
        }

        log.AppendAsync(events).AsTask().GetAwaiter().GetResult();
        return log;
    }

    private static (string Type, string Data) Any(Random random, long sequence, bool isBad)
    {
        string text = new string('x', random.Next(1, 12)) + random.Next(9);
        if (isBad)
            return random.Next(2) == 0 ? ("Said", """{"text":"bad"}""") : ("Said", """{"text":[1]}""");
        return random.Next(12) switch
        {
            0 => ("RuntimeStarted", Json(new RuntimeStarted(
                [new("ballot", 1), new("ballots", 1), new("words", random.Next(1, 3)), new("fragile", random.Next(1, 3))]), RuntimeJson.Default.RuntimeStarted)),
            1 or 2 => ("BallotOpened", $$"""{"id":"b{{random.Next(4)}}","question":"?","minutes":{{random.Next(30)}}}"""),
            3 or 4 => ("BallotCast", $$"""{"id":"b{{random.Next(4)}}","voter":"v{{random.Next(9)}}","choice":1}"""),
            5 => ("BallotClosed", $$"""{"id":"b{{random.Next(4)}}","votes":{{random.Next(4)}}}"""),
            6 => ("TimerFired", $$"""{"module":"{{(random.Next(2) == 0 ? "ballot" : "nobody")}}","key":"b{{random.Next(4)}}","due":"2026-01-01T00:00:00+00:00"}"""),
            7 or 8 => ("EffectSucceeded", Result(random, sequence)),
            9 => ("Unheard", """{"of":1}"""),
            10 => ("CursorAdvanced", "{}"),
            _ => ("Said", $$"""{"text":"{{text}}"}"""),
        };
    }

    /// <summary>A result of an effect that some module may have derived, in whatever partition.</summary>
    private static string Result(Random random, long sequence)
    {
        string module = random.Next(2) == 0 ? "ballot" : "fragile";
        string id = Ids.Effect(Id, random.NextInt64(Math.Max(1, sequence - 20), sequence), module, 0);
        return $$"""{"effect":"{{id}}","module":"{{module}}","kind":"deed","key":"k"}""";
    }

    private static string Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) => JsonSerializer.Serialize(value, json);
}
