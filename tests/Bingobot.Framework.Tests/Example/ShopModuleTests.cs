using Bingobot.Discord.Payloads;
using Bingobot.Events.Testing;
using Bingobot.Framework.Tests.Support;

namespace Bingobot.Framework.Tests.Example;

public sealed class ShopModuleTests
{
    private const ulong Guild = 7;
    private static readonly Snowflake Ada = new(1);
    private static readonly InteractionReceived Stock = Fact.Command(
        Ada, "shop admin stock", Fact.Text("item", "cake"), new OptionValue("count", ApplicationCommandOptionType.WholeNumber, "3"));

    [Theory]
    [InlineData(Permissions.ManageGuild, "en-US", "There are 3 left.")]
    [InlineData(Permissions.ManageGuild, "de", "Es sind noch 3 da.")]
    [InlineData(Permissions.None, "en-US", "You may not use this here: it needs the permission Manage Guild.")]
    public async Task Stock_IsForThoseWhoManageTheGuild_InTheirLanguage(Permissions permissions, string locale, string text)
    {
        await using var stream = await StartAsync();

        await stream.PublishAsync(Guild, Stock with { MemberPermissions = permissions, Locale = locale });

        Assert.Equal(text, stream.EventsOf(FrameworkEvents.InteractionAnswered).Single().Answer.Body.Text);
    }

    [Fact]
    public async Task Show_OffersAMenuAndButtons_ThatWork()
    {
        await using var stream = await StartAsync();
        await stream.PublishAsync(Guild, Stock with { MemberPermissions = Permissions.Administrator });
        await stream.PublishAsync(Guild, Fact.Command(Ada, "shop show"));
        var offer = stream.EventsOf(FrameworkEvents.InteractionAnswered)[^1].Answer.Body;

        await stream.PublishAsync(Guild, Fact.Press(Ada, offer.Rows[0][0].CustomId));
        await stream.PublishAsync(Guild, Fact.Press(Ada, offer.Menus![0].CustomId) with
        {
            Values = ["3"],
            Entities = [new ResolvedEntity(new Snowflake(3), EntityKind.User, "linus")],
        });

        Assert.Equal(
            ["There are 3 left.", "linus"],
            stream.EventsOf(FrameworkEvents.InteractionAnswered).TakeLast(2).Select(answered => answered.Answer.Body.Text));
        await stream.CheckReplayAsync();
    }

    [Fact]
    public void Commands_AreWhatDiscordRegisters()
    {
        var commands = new ShopModule().Manifest.Commands;

        Assert.Equal(["shop", "Give a present", "Put up for sale"], commands.Select(command => command.Name));
        Assert.Equal("laden", commands[0].NameLocalizations!["de"]);
        var stock = commands[0].Options![0].Options![0];
        Assert.Equal(("auffüllen", "ware", true), (stock.NameLocalizations!["de"], stock.Options![0].NameLocalizations!["de"], stock.Options[0].Autocomplete));
    }

    private static Task<TestStream> StartAsync() => TestStream.StartAsync(() => Bot.ModulesOf([new ShopModule()]));
}
