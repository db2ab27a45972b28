using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bingobot.Events;

namespace Bingobot.Commands.Effects;

/// <summary>Writes effects, one a line.</summary>
internal abstract class EffectWriter(TextWriter output)
{
    protected TextWriter Output => output;

    public abstract void Write(PendingEffect effect);

    public abstract void Write(DeadLetter letter);

    /// <summary>What is said at the end.</summary>
    public virtual void Finish(StreamSnapshot snapshot)
    {
    }

    protected static string StatusOf(DeadLetter letter) => letter.Kind == DeadLetterKind.Failed ? "failed" : "unknown";
}

/// <summary>For people: status, id, time, guild, kind, module, and why, or what.</summary>
internal sealed class TextEffectWriter(TextWriter output) : EffectWriter(output)
{
    public override void Write(PendingEffect effect) => Write("pending", effect, EventText.OneLine(effect.Data));

    public override void Write(DeadLetter letter) =>
        Write(StatusOf(letter), letter.Effect, $"{OneLine(letter.Reason)}  {EventText.OneLine(letter.Effect.Data)}");

    public override void Finish(StreamSnapshot snapshot)
    {
        Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{snapshot.PendingEffectCount:N0} pending, {snapshot.DeadLetterCount:N0} dead letters at sequence {snapshot.Sequence}"));
        if (snapshot.DeadLettersDropped > 0)
        {
            Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{snapshot.DeadLettersDropped:N0} older dead letters made way for newer ones; 'bingobot events --type EffectFailed --type EffectUnknown' shows them"));
        }
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private void Write(string status, PendingEffect effect, string what)
    {
        string guild = effect.Partition == 0 ? "-" : effect.Partition.ToString(CultureInfo.InvariantCulture);
        Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{status,-7}  {effect.Id}  {effect.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}  {guild,-20}  {effect.Kind,-20}  {effect.Module,-12}  {what}"));
    }
}

/// <summary>
/// For programs: <c>{"id","status","seq","time","guild","module","kind","key","lane","data"}</c>, and of dead letters
/// <c>"reason","deadSeq","deadTime"</c>.
/// </summary>
internal sealed class JsonEffectWriter(TextWriter output) : EffectWriter(output)
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public override void Write(PendingEffect effect) => Write("pending", effect, null);

    public override void Write(DeadLetter letter) => Write(StatusOf(letter), letter.Effect, letter);

    private void Write(string status, PendingEffect effect, DeadLetter? letter)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, EventText.Compact))
        {
            json.WriteStartObject();
            json.WriteString("id", effect.Id);
            json.WriteString("status", status);
            json.WriteNumber("seq", effect.Sequence);
            json.WriteString("time", effect.Time);
            json.WriteString("guild", effect.Partition.ToString(CultureInfo.InvariantCulture));
            json.WriteString("module", effect.Module);
            json.WriteString("kind", effect.Kind);
            json.WriteString("key", effect.Key);
            json.WriteString("lane", effect.Lane);
            json.WritePropertyName("data");
            EventText.Copy(effect.Data, json);
            if (letter is not null)
            {
                json.WriteString("reason", letter.Reason);
                json.WriteNumber("deadSeq", letter.Sequence);
                json.WriteString("deadTime", letter.Time);
            }

            json.WriteEndObject();
        }

        Output.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
    }
}
