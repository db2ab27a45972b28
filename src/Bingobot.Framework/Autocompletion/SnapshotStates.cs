using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>The newest durable states of one guild, read beside the writer.</summary>
internal sealed class SnapshotStates(StreamSnapshot snapshot, ulong guild) : IStates
{
    public TOther? StateOf<TOther>(string module)
        where TOther : class =>
        snapshot.Modules.Any(status => status.Name == module && status.Stopped is not null)
            ? null
            : snapshot.StateOf<TOther>(module, guild);
}
