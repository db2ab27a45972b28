using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework.Tests.Example;

/// <summary>The second example of docs/modules.md: everything that people can use.</summary>
internal sealed class ShopModule : BotModule<ShopState>
{
    private static readonly EventType<ItemStocked> ItemStocked = new("ItemStocked", ShopJson.Default.ItemStocked);

    public override string Name => "shop";

    public override ShopState Empty => ShopState.Nothing;

    public override JsonTypeInfo<ShopState> StateJson => ShopJson.Default.ShopState;

    protected override Translations Texts { get; } = Translations.None.With(Locales.German, new MemoryStream(Encoding.UTF8.GetBytes(
        """
        {
          "/shop": "laden",
          "/shop admin stock": "auffüllen",
          "/shop admin stock item": "ware",
          "Buy things": "Dinge kaufen",
          "There are {0} left.": "Es sind noch {0} da."
        }
        """)));

    protected override void Define(BotModuleBuilder<ShopState> bot) => bot
        .Group("shop", "Buy things")
        .Group("shop admin", "Look after the shop", new Terms { Member = Permissions.ManageGuild })
        .Command("shop admin stock", "Set what there is", Stock, options => options
            .Text("item", "What", required: true, maxLength: 50)
            .WholeNumber("count", "How many", required: true, min: 0, max: 1000)
            .File("picture", "What it looks like", types: ["image"]))
        .Autocomplete("shop admin stock", "item", (state, typing) => state.Items.Keys
            .Where(item => item.StartsWith(typing.Text, StringComparison.OrdinalIgnoreCase)).Select(Choice.Of))
        .Command("shop show", "Show what there is", (state, invocation) => Answer.Reply(Offer(state.Items.Keys.FirstOrDefault() ?? "nothing")))
        .Command("shop ask", "Ask for something", (_, invocation) => Answer.Open(new Modal(
            CustomId.Of("shop", "wish", ""),
            invocation.Say("What do you want?"),
            [ModalField.Text("what", "What", paragraph: true) with { MaxLength = 500 }])))
        .Modal("wish", (_, invocation) => Answer.Whisper(Markdown.Escape(invocation.Text("what"))))
        .UserCommand("Give a present", (_, invocation) => Answer.Whisper(invocation.Target.Name))
        .MessageCommand("Put up for sale", (_, invocation) => Answer.Whisper(Markdown.Escape(invocation.Target.Content)))
        .Component("buy", (state, invocation) => Answer.Whisper(
            invocation.Say("There are {0} left.", state.Items.GetValueOrDefault(invocation.Key))))
        .Component("give", (_, invocation) => Answer.Whisper(string.Join(", ", invocation.Chosen.Select(one => one.Name))))
        .Component("close", (_, _) => Answer.Whisper("Closed."), new Terms { Member = Permissions.ManageMessages, Bot = Permissions.ManageMessages })
        .Apply(ItemStocked, (state, e, _) => new ShopState(state.Items.SetItem(e.Item, e.Count)));

    private static Decision<ShopState> Stock(ShopState state, CommandInvocation invocation)
    {
        var item = invocation.Text("item");
        return new Decision<ShopState>()
            .Emit(ItemStocked, new ItemStocked(item, invocation.WholeNumber("count")))
            .Answer(after => Answer.Whisper(invocation.Say("There are {0} left.", after.Items[item])));
    }

    private static MessageBody Offer(string item) => new("Who shall have it?")
    {
        Menus = [SelectMenu.Users(CustomId.Of("shop", "give", item)) with { Placeholder = "Choose", Max = 3 }],
        Rows = MessageBody.InRows([new Button(CustomId.Of("shop", "buy", item), "Buy"), Button.Link("https://example.org", "Read more")]),
    };
}

internal sealed record ItemStocked(string Item, long Count);

internal sealed record ShopState(ImmutableSortedDictionary<string, long> Items)
{
    public static ShopState Nothing { get; } = new(ImmutableSortedDictionary<string, long>.Empty.WithComparers(StringComparer.Ordinal));
}

[JsonSerializable(typeof(ShopState))]
[JsonSerializable(typeof(ItemStocked))]
internal sealed partial class ShopJson : JsonSerializerContext;
