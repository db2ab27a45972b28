using System.Globalization;
using System.Text;
using System.Text.Json;
using Bingobot.Configuration;
using Bingobot.Events;

namespace Bingobot.Commands;

/// <summary>What changed between two events: <c>bingobot state --diff</c>.</summary>
internal sealed class StateDifference(DocumentLog log, BotConfiguration configuration, long before, long after)
{
    private const string Option = "--diff";

    /// <summary>Writes one change a line: path, before, after.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="module">Only what is this module's, or null for all.</param>
    /// <param name="guild">Only the states of this guild, or null for all.</param>
    /// <param name="json">As one JSON object instead.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteAsync(TextWriter output, string? module, ulong? guild, bool json, CancellationToken cancellation)
    {
        StreamSnapshot one = await StateCommand.SnapshotAsync(log, configuration, before, Option, cancellation);
        StreamSnapshot other = await StateCommand.SnapshotAsync(log, configuration, after, Option, cancellation);
        if (module is not null && !other.Modules.Any(known => known.Name == module))
        {
            string names = string.Join(", ", other.Modules.Select(known => known.Name));
            throw new FatalException(ExitCode.Usage, $"--module: there is no module '{module}'. There are: {names}.");
        }

        StateChange[] changes = [.. StateDiff.Compare(one, other).Where(change => IsMeant(change, module, guild))];
        if (json)
        {
            await output.WriteLineAsync(Json(changes));
            return;
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"from event {before} to event {after}: {changes.Length} {(changes.Length == 1 ? "change" : "changes")}"));
        foreach (StateChange change in changes)
            await output.WriteLineAsync($"{change.Path}: {change.Before ?? "nothing"} → {change.After ?? "nothing"}");
    }

    private static bool IsMeant(StateChange change, string? module, ulong? guild)
    {
        if (module is not null && !Lies(change.Path, $"modules.{module}") && !Lies(change.Path, $"runtime.timers.{module}"))
            return false;
        if (guild is not { } number)
            return true;
        string[] names = change.Path.Split('.');
        return names.Length > 3 && names[3].Split('[')[0] == number.ToString(CultureInfo.InvariantCulture);
    }

    private static bool Lies(string path, string below) =>
        path == below || path.StartsWith(below + '.', StringComparison.Ordinal) || path.StartsWith(below + '[', StringComparison.Ordinal);

    private string Json(StateChange[] changes)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, EventText.Compact))
        {
            writer.WriteStartObject();
            writer.WriteNumber("from", before);
            writer.WriteNumber("to", after);
            writer.WriteStartArray("changes");
            foreach (StateChange change in changes)
            {
                writer.WriteStartObject();
                writer.WriteString("path", change.Path);
                WriteValue(writer, "before", change.Before);
                WriteValue(writer, "after", change.After);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>A value that was not there is left out.</summary>
    private static void WriteValue(Utf8JsonWriter writer, string name, string? json)
    {
        if (json is null)
            return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(json);
    }
}
