namespace Bingobot.Configuration;

/// <summary>Where a piece of configuration stands.</summary>
/// <param name="Source">A file, or <c>environment</c>.</param>
/// <param name="Line">From 1; 0 where the source has no lines.</param>
/// <param name="Column">From 1; 0 where the source has no columns.</param>
internal readonly record struct ConfigurationMark(string Source, long Line = 0, long Column = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";

    /// <summary>The error that says what is wrong here.</summary>
    public FatalException Error(string message) => new(ExitCode.Usage, $"{this}: {message}");
}
