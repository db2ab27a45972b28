namespace Bingobot.Benchmarks.Contenders;

/// <summary>A way to keep documents, opened once for every measurement.</summary>
internal interface IContender : IParticipant
{
    /// <summary>Opens the store in a folder, or makes one in an empty folder.</summary>
    IDocumentLog Open(string directory, OpenOptions options);
}
