namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>What a command line can name: the commands of a guild, its members, channels and roles.</summary>
internal sealed record CommandScope(
    IReadOnlyList<CommandView> Commands,
    IReadOnlyList<UserView> Members,
    IReadOnlyList<ChannelView> Channels,
    IReadOnlyList<RoleView> Roles)
{
    /// <summary>A guild in which there is nothing.</summary>
    public static CommandScope Empty { get; } = new([], [], [], []);

    /// <summary>What can be named in a guild now.</summary>
    /// <exception cref="SandboxException">404: no such guild.</exception>
    public static CommandScope Of(ISandbox sandbox, string guild) =>
        new(sandbox.GetCommands(guild), sandbox.GetMembers(guild), sandbox.GetChannels(guild), sandbox.GetRoles(guild));
}
