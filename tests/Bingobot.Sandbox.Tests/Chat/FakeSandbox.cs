using System.Text.Json;
using System.Threading.Channels;

namespace Bingobot.Sandbox.Tests.Chat;

/// <summary>A world that a test sets as it likes; nobody can act in it.</summary>
internal sealed class FakeSandbox : ISandbox
{
    private readonly Channel<WorldChange> _changes = Channel.CreateUnbounded<WorldChange>();

    public bool IsWatched { get; private set; }

    public bool BotConnected { get; set; }

    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public List<GuildView> Guilds { get; } = [];

    public List<ChannelView> Channels { get; } = [];

    public List<UserView> Members { get; } = [];

    public List<RoleView> Roles { get; } = [];

    public List<ChannelView> Threads { get; } = [];

    public ChannelView? Direct { get; set; }

    public List<UserView> Speakers { get; } = [];

    public List<(string Channel, string? Viewer)> Looks { get; } = [];

    public void Tell(WorldChange change) => Assert.True(_changes.Writer.TryWrite(change));

    public IReadOnlyList<GuildView> GetGuilds() => Guilds;

    public IReadOnlyList<ChannelView> GetChannels(string guild) => [.. Channels.Where(channel => channel.GuildId == guild)];

    public IReadOnlyList<UserView> GetMembers(string guild) => Members;

    public IReadOnlyList<UserView> GetVoiceMembers(string channel) => Speakers;

    public IReadOnlyList<MessageView> GetMessages(string channel, string? viewer, int limit = 50)
    {
        Looks.Add((channel, viewer));
        return [];
    }

    public IReadOnlyList<CommandView> GetCommands(string guild) => SampleScope.Scope.Commands;

    public IAsyncEnumerable<WorldChange> WatchAsync(CancellationToken cancellationToken = default)
    {
        IsWatched = true;
        return _changes.Reader.ReadAllAsync(cancellationToken);
    }

    public Task<MessageView> SendMessageAsync(
        string channel, string user, string content, CancellationToken cancellationToken = default) =>
        throw Refuse();

    public Task<BotAnswer> InvokeCommandAsync(
        string channel,
        string user,
        string command,
        IReadOnlyDictionary<string, JsonElement> options,
        CancellationToken cancellationToken = default) =>
        throw Refuse();

    public Task<BotAnswer> TypeCommandAsync(
        string channel, string user, string line, CancellationToken cancellationToken = default) =>
        throw Refuse();

    public Task<BotAnswer> PressAsync(
        string message,
        string user,
        string customId,
        IReadOnlyList<string>? values = null,
        CancellationToken cancellationToken = default) =>
        throw Refuse();

    public string? WhyNoCrash => "nobody can act in it";

    public CrashReport? LastCrash { get; set; }

    public Task<BotAnswer> SubmitFormAsync(
        string interaction,
        string user,
        IReadOnlyDictionary<string, JsonElement> values,
        CancellationToken cancellationToken = default) => throw Refuse();

    public Task<IReadOnlyList<ChoiceView>> CompleteOptionAsync(
        string channel,
        string user,
        string command,
        IReadOnlyDictionary<string, JsonElement> options,
        string focused,
        CancellationToken cancellationToken = default) => throw Refuse();

    public Task ReactAsync(
        string message, string user, string emoji, bool present = true, CancellationToken cancellationToken = default) => throw Refuse();

    public Task<GuildView> CreateGuildAsync(string name, string? owner = null, CancellationToken cancellationToken = default) => throw Refuse();

    public Task<ChannelView> CreateChannelAsync(
        string guild, string name, ChannelKind kind = ChannelKind.Text, CancellationToken cancellationToken = default) => throw Refuse();

    public Task AdvanceClockAsync(TimeSpan by, CancellationToken cancellationToken = default) => throw Refuse();

    public Task SetVoiceAsync(string guild, string user, string? channel, CancellationToken cancellationToken = default) =>
        throw Refuse();

    public Task<UserView> AddUserAsync(string guild, string name, CancellationToken cancellationToken = default) =>
        throw Refuse();

    public Task ChaosAsync(ChaosOrder order, CancellationToken cancellationToken = default) => throw Refuse();

    public IReadOnlyList<RoleView> GetRoles(string guild) => Roles;

    public IReadOnlyList<ChannelView> GetThreads(string guild, string? viewer = null) => [.. Threads.Where(thread => thread.GuildId == guild)];

    public ChannelView? GetDirect(string user) => Direct;

    public IReadOnlyList<MenuCommandView> GetMenuCommands(string guild) => [];

    public Task<BotAnswer> InvokeOnAsync(
        string channel, string user, string command, string target, CancellationToken cancellationToken = default) => throw Refuse();

    public Task<ChannelView> OpenDirectAsync(string user, CancellationToken cancellationToken = default) => throw Refuse();

    public Task<ChannelView> StartThreadAsync(
        string channel,
        string user,
        string name,
        string? message = null,
        bool isPrivate = false,
        CancellationToken cancellationToken = default) => throw Refuse();

    public Task SetThreadMemberAsync(string thread, string user, bool present, CancellationToken cancellationToken = default) =>
        throw Refuse();

    public Task SetThreadAsync(
        string thread, string user, bool? archived, bool? locked = null, CancellationToken cancellationToken = default) => throw Refuse();

    public Task VoteAsync(
        string message, string user, IReadOnlyList<int> answers, CancellationToken cancellationToken = default) => throw Refuse();

    private static SandboxException Refuse() => new(400, "Nobody can act in this world.");
}
