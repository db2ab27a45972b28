using Bingobot.Events.Tests.Samples;
using Bingobot.Storage;
using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Runtime;

/// <summary>What a stream is kept on, which loses power.</summary>
internal abstract class FailingDisk : IDisposable
{
    /// <summary>Where snapshots are kept; null where none are taken.</summary>
    public abstract IStoreFolder? Snapshots { get; }

    public abstract bool IsDown { get; }

    public abstract DocumentLog Open();

    /// <summary>The power is back.</summary>
    public abstract void Reboot();

    public abstract void Dispose();
}

/// <summary>One file with all events.</summary>
internal sealed class FailingFile(FaultyStore file) : FailingDisk
{
    private readonly LockedStore _store = new(file);

    public override IStoreFolder? Snapshots => null;

    public override bool IsDown => file.IsDown;

    public override DocumentLog Open() => DocumentLog.Open([1], _ => DocumentBuffer.Open(_store, leaveOpen: true));

    public override void Reboot() => file.Reboot();

    public override void Dispose() => _store.Dispose();
}

/// <summary>A folder of small segments and one of snapshots, on the same power.</summary>
internal sealed class FailingFolders(FaultyFolder events, FaultyFolder snapshots) : FailingDisk
{
    private static readonly DocumentLogOptions Small = new() { SegmentBytes = DocumentLogOptions.LeastSegmentBytes };

    public override IStoreFolder? Snapshots => snapshots;

    public override bool IsDown => events.IsDown || snapshots.IsDown;

    public override DocumentLog Open() => DocumentLog.Open(events, Small);

    public override void Reboot()
    {
        events.CutPower();
        snapshots.CutPower();
        events.Reboot();
        snapshots.Reboot();
    }

    public override void Dispose()
    {
    }
}
