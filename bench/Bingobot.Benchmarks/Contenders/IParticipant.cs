namespace Bingobot.Benchmarks.Contenders;

/// <summary>A row of a table.</summary>
internal interface IParticipant
{
    /// <summary>The row's name.</summary>
    string Name { get; }

    /// <summary>A limit row shows what the machine does; it is no peer to be beaten.</summary>
    bool IsLimit { get; }

    /// <summary>Whether what was flushed or acknowledged survives a power cut.</summary>
    bool IsDurable { get; }
}
