namespace Bingobot.Sandbox;

/// <summary>What people ask of the bot, over HTTP.</summary>
internal sealed class PeopleQuestions(LocalSandbox sandbox)
{
    public void Map(PeopleEndpoints api)
    {
        api.Map("POST", "channels/{channel}/commands", InvokeAsync);
        api.Map("POST", "channels/{channel}/autocomplete", CompleteAsync);
        api.Map("POST", "messages/{message}/components", PressAsync);
        api.Map("POST", "interactions/{interaction}/form", SubmitAsync);
    }

    private async Task<byte[]> InvokeAsync(PeopleCall call)
    {
        BotAnswer answer = call.Body.GetText("target") is { } target
            ? await sandbox.InvokeOnAsync(call["channel"], call.Text("user"), call.Text("command"), target, call.Aborted)
            : await sandbox.InvokeCommandAsync(
                call["channel"], call.Text("user"), call.Text("command"), call.Map("options"), call.Aborted);
        return Write(answer);
    }

    private async Task<byte[]> CompleteAsync(PeopleCall call)
    {
        IReadOnlyList<ChoiceView> choices = await sandbox.CompleteOptionAsync(
            call["channel"], call.Text("user"), call.Text("command"), call.Map("options"), call.Text("focused"), call.Aborted);
        return Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.Array("choices", choices, choice =>
            {
                w.WriteStartObject();
                w.WriteString("name", choice.Name);
                w.Element("value", choice.Value);
                w.WriteEndObject();
            });
            w.WriteEndObject();
        });
    }

    private async Task<byte[]> PressAsync(PeopleCall call) => Write(await sandbox.PressAsync(
        call["message"], call.Text("user"), call.Text("customId"), call.Texts("values"), call.Aborted));

    private async Task<byte[]> SubmitAsync(PeopleCall call) => Write(await sandbox.SubmitFormAsync(
        call["interaction"], call.Text("user"), call.Map("values"), call.Aborted));

    private static byte[] Write(BotAnswer answer) => Json.Bytes(answer.Body.WriteTo);
}
