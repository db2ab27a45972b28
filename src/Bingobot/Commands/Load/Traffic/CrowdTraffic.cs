using System.Globalization;
using System.Text.Json;
using Bingobot.Commands.Load.Report;
using Bingobot.Sandbox;

namespace Bingobot.Commands.Load.Traffic;

/// <summary>
/// Chooses what happens next, and does it. A few guilds and a few channels are busy and the others are quiet, as they are.
/// Not thread-safe, but what it returns may run beside the next.
/// </summary>
internal sealed class CrowdTraffic
{
    private const int MostOpenVotes = 5;
    private const int ShortestVote = 10;
    private const int LongestVote = 60;
    private static readonly double[] Channels = [0.6, 0.8, 0.92, 1];
    private static readonly Dictionary<string, JsonElement> NoOptions = [];

    private readonly ISandboxCrowd _crowd;
    private readonly LoadMix _mix;
    private readonly Random _random;
    private readonly MessageText _text;
    private readonly GuildTraffic[] _guilds;
    private int _votes;

    /// <summary>Makes the traffic of these guilds.</summary>
    public CrowdTraffic(ISandboxCrowd crowd, IReadOnlyList<CrowdGuild> guilds, LoadMix mix, Random random, TimeProvider clock)
    {
        _crowd = crowd;
        _mix = mix;
        _random = random;
        _text = new MessageText(random);
        _guilds = [.. guilds.Select(guild => new GuildTraffic(guild, clock))];
    }

    /// <summary>The next thing that somebody does; all choices are made when this returns.</summary>
    public Func<Task> Next()
    {
        GuildTraffic guild = _guilds[Skewed(_guilds.Length)];
        ulong user = guild.Guild.Users[Skewed(guild.Guild.Users.Count)];
        return _mix.At(_random.Next(_mix.Sum)) switch
        {
            TrafficKind.Messages => Write(guild, user),
            TrafficKind.Voice => Move(guild, user),
            _ => Ask(guild, user),
        };
    }

    /// <summary>A command whose answer shows that the bot has come so far in the guild's shard.</summary>
    /// <returns>The interaction.</returns>
    public static Task<ulong> MarkAsync(ISandboxCrowd crowd, CrowdGuild guild, CancellationToken cancellationToken) =>
        crowd.InvokeAsync(guild.TextChannels[0], guild.Users[0], "activity me", NoOptions, cancellationToken);

    private Func<Task> Write(GuildTraffic guild, ulong user)
    {
        ulong channel = ChannelOf(guild);
        string text = _text.Next();
        return () => _crowd.WriteAsync(channel, user, text);
    }

    private Func<Task> Move(GuildTraffic guild, ulong user)
    {
        ulong? channel = guild.Move(user, _random);
        return () => _crowd.SetVoiceAsync(guild.Guild.Id, user, channel);
    }

    private Func<Task> Ask(GuildTraffic guild, ulong user)
    {
        double choice = _random.NextDouble();
        return choice switch
        {
            < 0.15 => Command(guild, user, "activity me"),
            < 0.25 => Command(guild, user, "activity top"),
            < 0.32 => Command(guild, user, "vote list"),
            < 0.40 when guild.OpenVotes < MostOpenVotes => StartVote(guild, user),
            _ when guild.OpenVotes == 0 => StartVote(guild, user),
            _ => Press(guild, user),
        };
    }

    private Func<Task> Command(GuildTraffic guild, ulong user, string command)
    {
        ulong channel = ChannelOf(guild);
        return () => _crowd.InvokeAsync(channel, user, command, NoOptions);
    }

    private Func<Task> StartVote(GuildTraffic guild, ulong user)
    {
        ulong channel = ChannelOf(guild);
        var duration = TimeSpan.FromSeconds(_random.Next(ShortestVote, LongestVote + 1));
        string question = string.Create(CultureInfo.InvariantCulture, $"No. {++_votes}: {_text.Next()}");
        Dictionary<string, JsonElement> options = new(StringComparer.Ordinal)
        {
            ["question"] = Text(question.Length <= 200 ? question : question[..200]),
            ["options"] = Text(string.Join(',', Enumerable.Range(1, _random.Next(2, 6)).Select(option => $"option {option}"))),
            ["duration"] = Text(string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds}s")),
            ["quorum"] = JsonSerializer.SerializeToElement(_random.Next(1, 4), LoadJson.Default.Int32),
        };
        return async () => guild.Opened(await _crowd.InvokeAsync(channel, user, "vote start", options), duration);
    }

    /// <summary>Presses a button of a vote; where there is none yet, or not any more, looks at the list.</summary>
    private Func<Task> Press(GuildTraffic guild, ulong user)
    {
        double part = _random.NextDouble();
        double option = _random.NextDouble();
        Func<Task> otherwise = Command(guild, user, "vote list");
        return async () =>
        {
            IReadOnlyList<CrowdButton> buttons = guild.Vote(part) is { } vote ? _crowd.ButtonsOf(vote) : [];
            if (buttons.Count == 0 || await _crowd.PressAsync(buttons[(int)(option * buttons.Count)], user) is null)
                await otherwise();
        };
    }

    private ulong ChannelOf(GuildTraffic guild)
    {
        double point = _random.NextDouble();
        return guild.Guild.TextChannels[Array.FindIndex(Channels, share => point < share)];
    }

    /// <summary>The first of so many come up most often: the first tenth, three times in ten.</summary>
    private int Skewed(int count)
    {
        double point = _random.NextDouble();
        return (int)(point * point * count);
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, LoadJson.Default.String);
}
