using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Framework.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Framework.Tests.Commands;

public sealed class CommandComparisonTests
{
    /// <summary>As Discord tells a registered command: with ids, defaults and what it makes of the declaration.</summary>
    private const string Registered = """
        [{"id":"1","application_id":"2","version":"3","type":1,"name":"vote","name_localizations":{"de":"abstimmung"},"description":"Decide",
          "description_localizations":null,"default_member_permissions":"32","nsfw":false,"integration_types":[0],"contexts":[0],
          "options":[{"type":3,"name":"question","description":"What","required":true,"min_length":1,"max_length":300},
                     {"type":4,"name":"size","description":"Size","min_value":1,"max_value":9,"choices":[{"name":"one","value":1}]},
                     {"type":7,"name":"where","description":"Where","channel_types":[2,0]},
                     {"type":11,"name":"file","description":"File","file_types":[".pdf"]}]},
         {"id":"4","application_id":"2","version":"3","type":2,"name":"Challenge","description":"","integration_types":[0],"contexts":[0],
          "default_member_permissions":null,"nsfw":false}]
        """;

    private static readonly ApplicationCommand[] Declared =
    [
        new()
        {
            Type = ApplicationCommandType.ChatInput,
            Name = "vote",
            NameLocalizations = new Dictionary<string, string> { ["de"] = "abstimmung", ["fr"] = "vote" },
            Description = "Decide",
            DefaultMemberPermissions = Permissions.ManageGuild,
            Contexts = [InteractionContextType.Guild],
            Options = new CommandOptions()
                .Text("question", "What", required: true, minLength: 1, maxLength: 300)
                .WholeNumber("size", "Size", min: 1, max: 9, choices: [("one", 1)])
                .Channel("where", "Where", types: [ChannelType.GuildText, ChannelType.GuildVoice])
                .File("file", "File", types: [".PDF"]).Declared,
        },
        new() { Type = ApplicationCommandType.User, Name = "Challenge", Contexts = [InteractionContextType.Guild] },
    ];

    public static TheoryData<string, Func<ApplicationCommand, ApplicationCommand>> Changes => new()
    {
        { "description", command => command with { Description = "Decide together" } },
        { "language", command => command with { NameLocalizations = new Dictionary<string, string> { ["de"] = "wahl" } } },
        { "language gone", command => command with { NameLocalizations = null } },
        { "permissions", command => command with { DefaultMemberPermissions = null } },
        { "no permissions to nobody", command => command with { DefaultMemberPermissions = Permissions.None } },
        { "age", command => command with { Nsfw = true } },
        { "contexts", command => command with { Contexts = [InteractionContextType.Guild, InteractionContextType.BotDirectMessage] } },
        { "option gone", command => command with { Options = [.. command.Options!.Skip(1)] } },
        { "order", command => command with { Options = [.. command.Options!.Reverse()] } },
        { "required", command => Change(command, option => option with { Required = null }) },
        { "length", command => Change(command, option => option with { MaxLength = 299 }) },
        { "type", command => Change(command, option => option with { Type = ApplicationCommandOptionType.Flag }) },
        { "autocomplete", command => Change(command, option => option with { Autocomplete = true }) },
        { "choices", command => Change(command, option => option with { Choices = [ApplicationCommandChoice.Of("a", "a")] }) },
        { "file types", command => Change(command, option => option with { FileTypes = ["image"] }) },
    };

    [Fact]
    public void Commands_AsDiscordTellsThem_AreTheSame() => Assert.True(CommandComparison.IsSame(Declared, Read(Registered)));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Command_ThatChanged_IsNotTheSame(string what, Func<ApplicationCommand, ApplicationCommand> change) =>
        Assert.False(CommandComparison.IsSame([change(Declared[0]), Declared[1]], Read(Registered)), what);

    [Fact]
    public void Commands_OfWhichSomeAreGoneOrNew_AreNotTheSame()
    {
        Assert.False(CommandComparison.IsSame([Declared[0]], Read(Registered)));
        Assert.False(CommandComparison.IsSame(Declared, [Read(Registered)[0]]));
        Assert.False(CommandComparison.IsSame([Declared[0], Declared[1] with { Type = ApplicationCommandType.Message }], Read(Registered)));
    }

    [Theory]
    [InlineData(Registered, 0)]
    [InlineData("[]", 1)]
    public async Task Registration_OverwritesOnlyWhatDiffers(string registered, int overwritten)
    {
        using ScriptedDiscord discord = new();
        discord.Script = request => request.Path switch
        {
            "users/@me" => (200, """{"id":"99","username":"bingobot"}"""),
            "applications/@me" => (200, """{"id":"2","name":"bingobot"}"""),
            _ when request.Method == "GET" => (200, registered),
            _ => (200, "[]"),
        };
        using var rest = discord.Rest();

        var (user, commands) = await new CommandRegistration(rest, TimeProvider.System, NullLogger.Instance)
            .RegisterAsync(Declared, TestContext.Current.CancellationToken);

        Assert.Equal(("bingobot", 2), (user.Username, commands));
        Assert.Equal(overwritten, discord.Lines.Count(line => line == "PUT applications/2/commands"));
    }

    [Fact]
    public void EntryPoint_ThatDiscordMade_IsNoDifferenceAndIsKept()
    {
        ApplicationCommand[] registered = [.. Read(Registered), new() { Type = ApplicationCommandType.PrimaryEntryPoint, Name = "Launch", Handler = 2 }];

        Assert.True(CommandComparison.IsSame(Declared, registered));
        Assert.Equal(["vote", "Challenge", "Launch"], CommandComparison.ToRegister(Declared, registered).Select(command => command.Name));
    }

    private static ApplicationCommand Change(ApplicationCommand command, Func<ApplicationCommandOption, ApplicationCommandOption> change) =>
        command with { Options = [change(command.Options![0]), .. command.Options.Skip(1)] };

    private static IReadOnlyList<ApplicationCommand> Read(string json) =>
        JsonSerializer.Deserialize(json, DiscordJson.Default.IReadOnlyListApplicationCommand)!;
}
