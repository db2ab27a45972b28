using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Payloads;

/// <summary>Payloads as the documentation has them are read, and written as they were.</summary>
public sealed class PayloadJsonTests
{
    [Fact]
    public void Interaction_OfASlashCommand_IsReadWholeAndWrittenTheSame()
    {
        const string Json = """
            {
              "id":"846462639134605312","application_id":"775799577604522054","type":2,"version":1,
              "token":"unique_interaction_token","guild_id":"290926798626357999","channel_id":"645027906669510667",
              "locale":"en-US","guild_locale":"en-US","app_permissions":"442368","context":0,"attachment_size_limit":524288000,
              "channel":{"id":"645027906669510667","type":0,"name":"general","permissions":"2147483647"},
              "member":{
                "user":{"id":"53908232506183680","username":"Mason","discriminator":"0","global_name":null,"avatar":"a_d5efa99b3eeaa7dd43acca82f5692432","public_flags":131141},
                "nick":null,"avatar":null,"roles":["539082325061836999"],"joined_at":"2017-03-13T19:19:14.04+00:00",
                "deaf":false,"mute":false,"flags":0,"pending":false,"permissions":"2147483647"},
              "data":{
                "id":"771825006014889984","name":"vote","type":1,
                "options":[{"name":"start","type":1,"options":[
                  {"name":"question","type":3,"value":"Pizza?"},
                  {"name":"quorum","type":4,"value":3},
                  {"name":"share","type":10,"value":0.5},
                  {"name":"public","type":5,"value":true}]}],
                "resolved":{"users":{"53908232506183680":{"id":"53908232506183680","username":"Mason","discriminator":"0","global_name":null,"avatar":null}}}},
              "authorizing_integration_owners":{"0":"290926798626357999"},"entitlements":[]
            }
            """;
        var interaction = RoundTrip(Json, DiscordJson.Default.Interaction);
        Assert.Equal(InteractionType.ApplicationCommand, interaction.Type);
        Assert.Equal("Mason", interaction.Member!.User!.Username);
        Assert.True(interaction.Member.Permissions!.Value.HasFlag(Permissions.Administrator));
        var start = Assert.Single(interaction.Data!.Options!);
        Assert.Equal(ApplicationCommandOptionType.Subcommand, start.Type);
        Assert.Equal(3, start.Options![1].Value!.Value.GetInt32());
        Assert.Equal("Mason", interaction.Data.Resolved!.Users![new Snowflake(53908232506183680)].Username);
    }

    [Fact]
    public void Interaction_OfAButton_IsReadWholeAndWrittenTheSame()
    {
        const string Json = """
            {
              "id":"846462639134605312","application_id":"290926444748734465","type":3,"version":1,"token":"t",
              "channel_id":"345626669114982999","user":{"id":"53908232506183680","username":"Mason","discriminator":"0","global_name":"M","avatar":null},
              "data":{"custom_id":"click_one","component_type":2},
              "message":{
                "id":"846462639134605300","channel_id":"345626669114982999","author":{"id":"7","username":"bingobot","discriminator":"0","global_name":null,"avatar":null,"bot":true},
                "content":"","timestamp":"2021-05-19T02:12:51.71+00:00","edited_timestamp":null,"tts":false,"mention_everyone":false,
                "mentions":[],"mention_roles":[],"attachments":[],"embeds":[],"pinned":false,"type":20,"flags":64,
                "components":[{"type":1,"components":[{"type":2,"custom_id":"click_one","style":1,"label":"Click me!"}]}]}
            }
            """;
        var interaction = RoundTrip(Json, DiscordJson.Default.Interaction);
        Assert.Equal("click_one", interaction.Data!.CustomId);
        Assert.Equal(MessageFlags.Ephemeral, interaction.Message!.Flags);
        Assert.Equal("Click me!", interaction.Message.Components![0].Components![0].Label);
    }

    [Fact]
    public void Guild_AsCreated_IsReadWholeAndWrittenTheSame()
    {
        const string Json = """
            {
              "id":"41771983423143937","name":"Discord Developers","owner_id":"73193882359173120","joined_at":"2026-01-01T00:00:00+00:00",
              "large":false,"unavailable":false,"member_count":1,"features":["COMMUNITY"],
              "roles":[{"id":"41771983423143937","name":"@everyone","color":0,"hoist":false,"position":0,"permissions":"104324673","managed":false,"mentionable":false,"flags":0}],
              "emojis":[{"id":"41771983429993937","name":"LUL","animated":false}],
              "channels":[{"id":"41771983423143938","type":0,"position":6,"name":"general","nsfw":true,"rate_limit_per_user":2,
                "permission_overwrites":[{"id":"41771983423143937","type":0,"allow":"0","deny":"1024"}]},
                {"id":"41771983423143939","type":2,"name":"voice","bitrate":64000,"user_limit":0}],
              "members":[{"user":{"id":"80351110224678912","username":"nelly","discriminator":"0","global_name":null,"avatar":null},"nick":"Nel","avatar":null,"roles":[],"joined_at":"2015-04-26T06:26:56.936+00:00","deaf":false,"mute":false,"flags":0}],
              "voice_states":[{"channel_id":"41771983423143939","user_id":"80351110224678912","session_id":"90326bd25d71d39b9ef95b299e3872ff","deaf":false,"mute":false,"self_deaf":false,"self_mute":true,"self_video":false,"suppress":false,"request_to_speak_timestamp":null}],
              "threads":[],"presences":[],"stage_instances":[],"guild_scheduled_events":[],"stickers":[],"soundboard_sounds":[]
            }
            """;
        var guild = RoundTrip(Json, DiscordJson.Default.Guild);
        Assert.Equal(ChannelType.GuildVoice, guild.Channels![1].Type);
        Assert.Equal(Permissions.ViewChannel, guild.Channels[0].PermissionOverwrites![0].Deny);
        Assert.Equal(new Snowflake(41771983423143939), guild.VoiceStates![0].ChannelId);
    }

    [Fact]
    public void Command_WithEverything_IsReadWholeAndWrittenTheSame()
    {
        const string Json = """
            {
              "id":"1","type":1,"application_id":"2","name":"vote","name_localizations":{"de":"abstimmung"},"description":"Decide",
              "description_localizations":{"de":"Entscheiden"},"default_member_permissions":"8","nsfw":false,"integration_types":[0],"contexts":[0],"version":"3",
              "options":[{"type":2,"name":"admin","description":"Admin","options":[{"type":1,"name":"start","description":"Start","options":[
                {"type":3,"name":"question","description":"What","required":true,"min_length":1,"max_length":200,"autocomplete":true},
                {"type":4,"name":"quorum","description":"How many","min_value":1,"max_value":25,"choices":[{"name":"three","value":3},{"name":"many","value":10}]},
                {"type":10,"name":"share","description":"Share","min_value":0.5,"max_value":1.5},
                {"type":3,"name":"mode","description":"Mode","choices":[{"name":"open","name_localizations":{"de":"offen"},"value":"o"}]},
                {"type":7,"name":"where","description":"Where","channel_types":[0,5]}]}]}]
            }
            """;
        var command = RoundTrip(Json, DiscordJson.Default.ApplicationCommand);
        Assert.Equal(Permissions.Administrator, command.DefaultMemberPermissions);
        Assert.Equal("o", command.Options![0].Options![0].Options![3].Choices![0].Value.GetString());
    }

    [Fact]
    public void Choices_OfEachType_AreWrittenAsThatType()
    {
        var response = new InteractionResponse
        {
            Type = InteractionCallbackType.ApplicationCommandAutocompleteResult,
            Data = new InteractionCallbackData
            {
                Choices =
                [
                    ApplicationCommandChoice.Of("a", "x"), ApplicationCommandChoice.Of("b", 5), ApplicationCommandChoice.Of("c", 0.5),
                ],
            },
        };
        Assert.Equal(
            """{"type":8,"data":{"choices":[{"name":"a","value":"x"},{"name":"b","value":5},{"name":"c","value":0.5}]}}""",
            JsonSerializer.Serialize(response, DiscordJson.Default.InteractionResponse));
    }

    [Fact]
    public void CreateMessage_WithButtons_IsWrittenAsDiscordWantsIt()
    {
        var message = new CreateMessage
        {
            Content = "Pizza?",
            Nonce = "abc",
            EnforceNonce = true,
            AllowedMentions = AllowedMentions.None,
            Components =
            [
                Component.ActionRow(
                    Component.Button("yes", "Yes", ButtonStyle.Success),
                    Component.Button("no", "No", ButtonStyle.Danger, disabled: true)),
            ],
        };
        Assert.Equal(
            """{"content":"Pizza?","nonce":"abc","enforce_nonce":true,"allowed_mentions":{"parse":[]},"components":[{"type":1,"components":[{"type":2,"custom_id":"yes","style":3,"label":"Yes"},{"type":2,"custom_id":"no","style":4,"label":"No","disabled":true}]}]}""",
            JsonSerializer.Serialize(message, DiscordJson.Default.CreateMessage));
    }

    [Theory]
    [InlineData("\"abc\"", "abc")]
    [InlineData("12345678901", "12345678901")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("null", null)]
    public void Nonce_StringOrInteger_IsReadAsText(string json, string? nonce) =>
        Assert.Equal(
            nonce,
            JsonSerializer.Deserialize($$"""{"nonce":{{json}}}""", DiscordJson.Default.CreateMessage)!.Nonce);

    [Fact]
    public void VoiceState_OfOneWhoLeft_SaysSo()
    {
        var json = JsonSerializer.Serialize(new VoiceState { UserId = new Snowflake(5) }, DiscordJson.Default.VoiceState);
        Assert.Contains("\"channel_id\":null", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"1","content":null}""")]
    [InlineData("""{"id":"1","content":5}""")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"id":"1","timestamp":"yesterday"}""")]
    [InlineData("""{"id":"1","mentions":{}}""")]
    [InlineData("""{"id":"1","type":"reply"}""")]
    [InlineData("""{"id":"1","nonce":[]}""")]
    [InlineData("""{"id":"1","member":{"permissions":"all"}}""")]
    public void Message_OfAnotherShape_IsMalformed(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, DiscordJson.Default.Message));

    [Fact]
    public void Identify_AsText_HidesTheToken()
    {
        Assert.DoesNotContain("secret", new Identify { Token = "secret" }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new Resume { Token = "secret" }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new Interaction { Token = "secret" }.ToString(), StringComparison.Ordinal);
    }

    private static T RoundTrip<T>(string json, JsonTypeInfo<T> type)
    {
        var value = JsonSerializer.Deserialize(json, type)!;
        var written = JsonSerializer.Serialize(value, type);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), written);
        return value;
    }
}
