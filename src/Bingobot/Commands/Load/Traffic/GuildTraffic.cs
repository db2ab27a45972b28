using Bingobot.Sandbox;

namespace Bingobot.Commands.Load.Traffic;

/// <summary>What goes on in one guild: who sits where, and which votes can be pressed. Thread-safe.</summary>
internal sealed class GuildTraffic(CrowdGuild guild, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, ulong> _voice = [];
    private readonly List<(ulong Interaction, DateTimeOffset Closes)> _votes = [];

    /// <summary>Who and what is in it.</summary>
    public CrowdGuild Guild => guild;

    /// <summary>The votes that may be open.</summary>
    public int OpenVotes
    {
        get
        {
            lock (_gate)
            {
                _votes.RemoveAll(vote => vote.Closes <= clock.GetUtcNow());
                return _votes.Count;
            }
        }
    }

    /// <summary>Somebody opened a vote.</summary>
    public void Opened(ulong interaction, TimeSpan duration)
    {
        lock (_gate)
            _votes.Add((interaction, clock.GetUtcNow() + duration));
    }

    /// <summary>The interaction that opened one of the votes; null where none is open.</summary>
    /// <param name="part">Which: 0 is the oldest, towards 1 the newest.</param>
    public ulong? Vote(double part)
    {
        lock (_gate)
            return _votes.Count == 0 ? null : _votes[(int)(part * _votes.Count)].Interaction;
    }

    /// <summary>Where somebody goes: in, to another channel, or out.</summary>
    /// <param name="user">Who.</param>
    /// <param name="random">Decides.</param>
    /// <returns>The channel; null is out.</returns>
    public ulong? Move(ulong user, Random random)
    {
        const double Leaves = 0.7;
        lock (_gate)
        {
            ulong room = guild.VoiceChannels[random.Next(guild.VoiceChannels.Count)];
            if (!_voice.TryGetValue(user, out ulong now))
                return _voice[user] = room;
            if (room != now && random.NextDouble() >= Leaves)
                return _voice[user] = room;
            _voice.Remove(user);
            return null;
        }
    }
}
