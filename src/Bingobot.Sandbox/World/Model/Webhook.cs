namespace Bingobot.Sandbox;

/// <summary>A way to write into a channel without being somebody
/// (<see href="https://docs.discord.com/developers/resources/webhook#webhook-object"/>).</summary>
/// <param name="Id">Its id; also the author of its messages.</param>
/// <param name="GuildId">Where.</param>
/// <param name="ChannelId">Where.</param>
/// <param name="CreatorId">Who made it.</param>
/// <param name="Name">What its messages are signed with, unless they say otherwise.</param>
/// <param name="Token">Whoever has it may use the webhook.</param>
/// <param name="ApplicationId">The application that made it; null: a person.</param>
internal sealed record Webhook(
    ulong Id, ulong GuildId, ulong ChannelId, ulong CreatorId, string Name, string Token, ulong? ApplicationId);
