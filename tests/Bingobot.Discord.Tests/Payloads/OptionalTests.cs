using System.Text.Json;
using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Payloads;

/// <summary>In a change, what stays, what is set and what is cleared are three things.</summary>
public sealed class OptionalTests
{
    [Fact]
    public void Change_OfNothing_IsEmpty() =>
        Assert.Equal("{}", JsonSerializer.Serialize(new ModifyChannel(), DiscordJson.Default.ModifyChannel));

    [Fact]
    public void Change_ThatClears_IsNull() => Assert.Equal(
        """{"topic":null,"parent_id":null}""",
        JsonSerializer.Serialize(new ModifyChannel { Topic = null, ParentId = null }, DiscordJson.Default.ModifyChannel));

    [Fact]
    public void Change_ThatSets_IsTheValue() => Assert.Equal(
        """{"nick":"ada","channel_id":"5","communication_disabled_until":"2026-01-01T00:00:00+00:00"}""",
        JsonSerializer.Serialize(
            new ModifyMember
            {
                Nick = "ada",
                ChannelId = (Snowflake?)new Snowflake(5),
                CommunicationDisabledUntil = (DateTimeOffset?)new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            },
            DiscordJson.Default.ModifyMember));

    [Fact]
    public void Change_Read_KnowsAbsentFromNull()
    {
        var change = JsonSerializer.Deserialize("""{"topic":null,"rtc_region":"x"}""", DiscordJson.Default.ModifyChannel)!;
        Assert.Equal((true, null), (change.Topic.IsPresent, change.Topic.Value));
        Assert.Equal((true, "x"), (change.RtcRegion.IsPresent, change.RtcRegion.Value));
        Assert.False(change.ParentId.IsPresent);
    }

    [Fact]
    public void Optional_OfEveryPayload_IsLeftOutWhereAbsent()
    {
        var optional = typeof(DiscordJson).Assembly.GetTypes()
            .SelectMany(static type => type.GetProperties())
            .Where(static property => property.PropertyType is { IsGenericType: true } type
                && type.GetGenericTypeDefinition() == typeof(Optional<>))
            .ToArray();
        Assert.True(optional.Length > 20, $"{optional.Length} found");
        Assert.All(optional, static property => Assert.Equal(
            JsonIgnoreCondition.WhenWritingDefault,
            property.GetCustomAttributes(typeof(JsonIgnoreAttribute), false).Cast<JsonIgnoreAttribute>().Single().Condition));
    }
}
