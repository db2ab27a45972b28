namespace Bingobot.Sandbox;

/// <summary>Threads, direct messages and votes, over HTTP.</summary>
internal sealed class PeopleThreads(LocalSandbox sandbox)
{
    public void Map(PeopleEndpoints api)
    {
        api.Map("POST", "users/{user}/direct", async call => Write(await sandbox.OpenDirectAsync(call["user"], call.Aborted)));
        api.Map("POST", "channels/{channel}/threads", StartAsync);
        api.Map("PATCH", "threads/{thread}", call => sandbox.SetThreadAsync(
            call["thread"], call.Text("user"), call.Flag("archived"), call.Flag("locked"), call.Aborted));
        api.Map("PUT", "threads/{thread}/members/{user}", call => SetMemberAsync(call, present: true));
        api.Map("DELETE", "threads/{thread}/members/{user}", call => SetMemberAsync(call, present: false));
        api.Map("POST", "messages/{message}/votes", call => sandbox.VoteAsync(
            call["message"], call.Text("user"), call.Numbers("answers"), call.Aborted));
    }

    private async Task<byte[]> StartAsync(PeopleCall call) => Write(await sandbox.StartThreadAsync(
        call["channel"],
        call.Text("user"),
        call.Text("name"),
        call.Body.GetText("message"),
        call.Flag("private") ?? false,
        call.Aborted));

    private Task SetMemberAsync(PeopleCall call, bool present) =>
        sandbox.SetThreadMemberAsync(call["thread"], call["user"], present, call.Aborted);

    private static byte[] Write(ChannelView channel) => Json.Bytes(w => WorldPicture.WriteChannel(w, channel));
}
