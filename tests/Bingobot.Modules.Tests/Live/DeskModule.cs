using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Modules.Tests.Live;

/// <summary>A module with one of everything that people can fill in, choose or press.</summary>
internal sealed class DeskModule : BotModule<DeskState>
{
    private static readonly EventType<FormFiled> FormFiled = new("FormFiled", DeskJson.Default.FormFiled);

    public override string Name => "desk";

    public override DeskState Empty => new([]);

    public override JsonTypeInfo<DeskState> StateJson => DeskJson.Default.DeskState;

    protected override void Define(BotModuleBuilder<DeskState> bot) => bot
        .Command("file", "Fill in a form", (_, invocation) => Answer.Open(Form("new")))
        .Modal("form", File)
        .Command("find", "Look for a form", (state, invocation) => Answer.Whisper("Found " + invocation.Text("subject")), options => options
            .Text("subject", "What it is about", required: true))
        .Autocomplete("find", "subject", (state, typing) => state.Subjects
            .Where(subject => subject.StartsWith(typing.Text, StringComparison.OrdinalIgnoreCase)).Select(Choice.Of))
        .Command("board", "Show the board", (state, _) => Answer.Reply(Board(state)))
        .Component("more", (state, invocation) => Answer.Update(Board(state, "More of " + invocation.Key)))
        .Component("pick", (state, invocation) => Answer.Update(Board(state, "Picked " + string.Join(", ", invocation.Values))))
        .Command("plain", "Show a plain message", (_, _) => Answer.Reply(new MessageBody("Plain.")
        {
            Rows = MessageBody.InRows([new Button(CustomId.Of("desk", "more", "plain"), "Lay out")]),
        }))
        .UserCommand("Greet", (_, invocation) => Answer.Whisper("Hello " + invocation.Target.Name))
        .MessageCommand("Quote", (_, invocation) => Answer.Whisper("> " + invocation.Target.Content))
        .Apply(FormFiled, (state, e, _) => new DeskState(state.Subjects.Add(e.Subject)));

    private static Decision<DeskState> File(DeskState state, ModalInvocation form) => new Decision<DeskState>()
        .Emit(FormFiled, new FormFiled(form.Text("subject")))
        .Answer(after => Answer.Whisper(
            $"{form.Key} #{after.Subjects.Length}: {form.Text("subject")}, {form.Text("urgency")}, "
            + $"{string.Join('+', form.Values("topics"))}, {form.Flag("public")}, {string.Join('+', form.Chosen("who").Select(one => one.Name))}"));

    private static Modal Form(string key) => new(CustomId.Of("desk", "form", key), "A form",
    [
        ModalField.Text("subject", "Subject") with { MaxLength = 50 },
        ModalField.OneOf("urgency", "Urgency", new("Now", "now"), new("Later", "later", Chosen: true)),
        ModalField.AnyOf("topics", "Topics", new("Food", "food"), new("Games", "games"), new("Music", "music")) with { MaxChosen = 2 },
        ModalField.Checkbox("public", "Public"),
        ModalField.Choice("Who", SelectMenu.Users("who")) with { Optional = true },
    ]);

    private static MessageBody Board(DeskState state, string note = "Nothing picked.") => MessageBody.Of(
        MessageBlock.Container(
            MessageBlock.Text($"# {state.Subjects.Length} forms"),
            MessageBlock.Section(new Button(CustomId.Of("desk", "more", "board"), "More"), note, "A second text."),
            MessageBlock.Separator(wide: true),
            MessageBlock.Gallery(new Picture("https://example.org/a.png", "A picture"))) with
        { Color = 0x5865F2 },
        MessageBlock.Select(SelectMenu.Of(CustomId.Of("desk", "pick", ""), [new("One", "1"), new("Two", "2")])),
        MessageBlock.Row(Button.Link("https://example.org", "Read on")));
}

internal sealed record FormFiled(string Subject);

internal sealed record DeskState(ImmutableArray<string> Subjects);

[JsonSerializable(typeof(DeskState))]
[JsonSerializable(typeof(FormFiled))]
internal sealed partial class DeskJson : JsonSerializerContext;
