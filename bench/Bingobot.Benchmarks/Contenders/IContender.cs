namespace Bingobot.Benchmarks.Contenders;

/// <summary>A way to keep documents, opened once for every measurement.</summary>
internal interface IContender
{
    /// <summary>The row's name.</summary>
    string Name { get; }

    /// <summary>A limit row shows what the machine does; it is no peer to be beaten.</summary>
    bool IsLimit { get; }

    /// <summary>Whether a flush that returned survives a power cut.</summary>
    bool IsDurable { get; }

    /// <summary>Opens the store in a folder, or makes one in an empty folder.</summary>
    IDocumentLog Open(string directory, OpenOptions options);
}
