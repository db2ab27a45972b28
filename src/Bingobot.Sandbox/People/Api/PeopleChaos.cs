using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What goes wrong on order, and the clock, over HTTP.</summary>
internal sealed class PeopleChaos(LocalSandbox sandbox)
{
    private static readonly (string Name, ChaosKind Kind)[] Kinds =
    [
        ("crash", ChaosKind.Crash),
        ("drop", ChaosKind.Drop),
        ("reconnect", ChaosKind.Reconnect),
        ("invalid-session", ChaosKind.InvalidSession),
        ("mute-acks", ChaosKind.MuteAcks),
        ("rate-limit", ChaosKind.RateLimit),
        ("server-error", ChaosKind.ServerError),
    ];

    public void Map(PeopleEndpoints api)
    {
        api.Map("POST", "chaos", OrderAsync);
        api.Map("GET", "crash", _ => Json.Bytes(WriteCrash));
        api.Map("GET", "clock", _ => WriteClock());
        api.Map("POST", "clock", AdvanceAsync);
    }

    private async Task<byte[]> OrderAsync(PeopleCall call)
    {
        string name = call.Text("kind");
        int index = Array.FindIndex(Kinds, kind => kind.Name == name);
        if (index < 0)
            throw new SandboxException(400, $"There is no chaos of the kind \"{Lookup.Shorten(name)}\"; there are {Lookup.Names(Kinds, kind => kind.Name)}.");
        await sandbox.ChaosAsync(
            new ChaosOrder(Kinds[index].Kind)
            {
                Count = call.Number("count"),
                Seconds = call.Number("seconds"),
                Resumable = call.Body.GetFlag("resumable"),
                After = call.Body.GetFlag("after"),
            },
            call.Aborted);
        return Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.WriteString("kind", name);
            w.WriteEndObject();
        });
    }

    /// <summary>The last crash that was ordered; <c>crash</c> is null where there was none.</summary>
    private void WriteCrash(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (sandbox.LastCrash is { } crash)
        {
            writer.WriteStartObject("crash");
            writer.Time("time", crash.Time.ToUnixTimeMilliseconds());
            writer.WriteNumber("seq", crash.Sequence);
            writer.WriteString("hashBefore", crash.HashBefore);
            writer.WriteString("hashAfter", crash.HashAfter);
            if (crash.IsEqual is { } equal)
                writer.WriteBoolean("equal", equal);
            else
                writer.WriteNull("equal");
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("crash");
        }

        writer.WriteEndObject();
    }

    private async Task<byte[]> AdvanceAsync(PeopleCall call)
    {
        string text = call.Text("advance");
        if (!SandboxDuration.TryParse(text, out TimeSpan by))
            throw new SandboxException(400, $"\"{Lookup.Shorten(text)}\" is no duration; 90s, 10m, 2h, 7d or 1h30m is expected.");
        await sandbox.AdvanceClockAsync(by, call.Aborted);
        return WriteClock();
    }

    private byte[] WriteClock() => Json.Bytes(w =>
    {
        w.WriteStartObject();
        w.Time("now", sandbox.Now.ToUnixTimeMilliseconds());
        w.WriteEndObject();
    });
}
