using Bingobot.Discord.Payloads;

namespace Bingobot.Framework.Tests.Support;

/// <summary>Interactions as the gateway would bring them.</summary>
internal static class Fact
{
    public static readonly Snowflake Application = new(99);
    public static readonly Snowflake Channel = new(500);
    public static readonly Snowflake Message = new(600);
    private static ulong _next = 1;

    public static InteractionReceived Command(Snowflake user, string command, params OptionValue[] options) =>
        New(user) with { Kind = InteractionKind.Command, Command = command, Options = options };

    public static InteractionReceived Press(Snowflake user, string customId) =>
        New(user) with { Kind = InteractionKind.Component, CustomId = customId, Message = Message };

    public static OptionValue Text(string name, string value) => new(name, ApplicationCommandOptionType.Text, value);

    public static OptionValue User(string name, Snowflake user) =>
        new(name, ApplicationCommandOptionType.User, user.ToString()) { Label = "somebody" };

    public static InteractionReceived New(Snowflake user, DateTimeOffset? at = null) => new()
    {
        Interaction = Snowflake.From(
            at ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Interlocked.Increment(ref _next)),
        Application = Application,
        Token = "token",
        Kind = InteractionKind.Other,
        User = user,
        UserName = "somebody",
        Channel = Channel,
    };
}
