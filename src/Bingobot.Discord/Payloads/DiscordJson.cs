using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// How Discord's payloads are read and written: snake_case names, what is null left out unless Discord always sends
/// it. Without reflection, so that it survives trimming. A payload that has another type than documented, or null
/// where that is not allowed, is a <see cref="JsonException"/>; unknown fields are ignored.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Snowflake))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(Guild))]
[JsonSerializable(typeof(UnavailableGuild))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(GuildMember))]
[JsonSerializable(typeof(GuildMemberRemove))]
[JsonSerializable(typeof(IReadOnlyList<GuildMember>))]
[JsonSerializable(typeof(VoiceState))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(IReadOnlyList<Channel>))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageDelete))]
[JsonSerializable(typeof(IReadOnlyList<Message>))]
[JsonSerializable(typeof(CreateMessage))]
[JsonSerializable(typeof(EditMessage))]
[JsonSerializable(typeof(Interaction))]
[JsonSerializable(typeof(InteractionResponse))]
[JsonSerializable(typeof(InteractionCallbackResponse))]
[JsonSerializable(typeof(ApplicationCommand))]
[JsonSerializable(typeof(IReadOnlyList<ApplicationCommand>))]
[JsonSerializable(typeof(GatewayFrame))]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Identify))]
[JsonSerializable(typeof(Resume))]
[JsonSerializable(typeof(Ready))]
[JsonSerializable(typeof(UpdatePresence))]
[JsonSerializable(typeof(RequestGuildMembers))]
[JsonSerializable(typeof(UpdateVoiceState))]
[JsonSerializable(typeof(GatewayBotInfo))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(RateLimitBody))]
public sealed partial class DiscordJson : JsonSerializerContext;
