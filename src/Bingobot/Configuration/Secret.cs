namespace Bingobot.Configuration;

/// <summary>A text that must not reach a log, an error or a page: <see cref="ToString"/> does not tell it.</summary>
internal sealed record Secret(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "(secret)";
}
