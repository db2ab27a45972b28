namespace Bingobot.Sandbox;

/// <summary>Writing, reading and reacting, over HTTP.</summary>
internal sealed class PeopleMessages(LocalSandbox sandbox)
{
    private const int DefaultLimit = 50;

    public void Map(PeopleEndpoints api)
    {
        api.Map("GET", "channels/{channel}/messages", List);
        api.Map("POST", "channels/{channel}/messages", SendAsync);
        api.Map("POST", "channels/{channel}/typing", TypeAsync);
        api.Map("PATCH", "messages/{message}", EditAsync);
        api.Map("DELETE", "messages/{message}", DeleteAsync);
        api.Map("POST", "messages/{message}/reactions", ReactAsync);
    }

    private byte[] List(PeopleCall call)
    {
        World world = sandbox.World;
        Message[] newestFirst = [.. LocalSandbox
            .Messages(world, call["channel"], call.Query("user"), call.QueryNumber("limit", DefaultLimit)).Reverse()];
        return Json.Bytes(w =>
        {
            w.WriteStartArray();
            foreach (Message message in newestFirst)
                w.WriteMessage(world, message);
            w.WriteEndArray();
        });
    }

    private async Task<byte[]> SendAsync(PeopleCall call) => Write(await sandbox.WriteMessageAsync(
        call["channel"], call.Text("user"), call.Text("content"), call.Body.GetText("replyTo"), call.Aborted));

    private async Task<byte[]> EditAsync(PeopleCall call) =>
        Write(await sandbox.EditMessageAsync(call["message"], call.Text("user"), call.Text("content"), call.Aborted));

    private async Task<byte[]> DeleteAsync(PeopleCall call)
    {
        await sandbox.DeleteMessageAsync(call["message"], call.Text("user"), call.Aborted);
        return PeopleCall.Done;
    }

    private async Task<byte[]> TypeAsync(PeopleCall call)
    {
        await sandbox.TypeAsync(call["channel"], call.Text("user"), call.Aborted);
        return PeopleCall.Done;
    }

    private async Task<byte[]> ReactAsync(PeopleCall call)
    {
        bool present = call.Body.Get("present") is not { ValueKind: System.Text.Json.JsonValueKind.False };
        await sandbox.ReactAsync(call["message"], call.Text("user"), call.Text("emoji"), present, call.Aborted);
        return PeopleCall.Done;
    }

    private byte[] Write(Message message) => Json.Bytes(w => w.WriteMessage(sandbox.World, message));
}
