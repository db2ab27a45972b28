using System.Globalization;
using Bingobot.Discord.Gateway.Sending;

namespace Bingobot.Discord.Tests.Gateway.Sending;

public sealed class CommandSenderTests
{
    private readonly SenderRig _rig = new();

    [Fact]
    public async Task Presences_AskedWhileAway_KeepTheirLimitOnceReady()
    {
        const int Asked = 2 * SendLimits.MostPresences;
        var sending = Numbers(Asked).Select(_rig.SendPresenceAsync).ToArray();
        _rig.Clock.Advance(TimeSpan.FromMinutes(2));

        _rig.Open();
        await _rig.PassAsync(sending);

        var sent = _rig.Sent.ToArray();
        Assert.Equal(Numbers(Asked), sent.Select(static sent => sent.Text));
        for (var i = SendLimits.MostPresences; i < Asked; i++)
            Assert.True(sent[i].At - sent[i - SendLimits.MostPresences].At >= SendLimits.PresenceSpan);
    }

    [Fact]
    public async Task Presences_OverAChangeOfConnection_KeepTheirLimit()
    {
        _rig.Open();
        await Task.WhenAll(Numbers(SendLimits.MostPresences).Select(_rig.SendPresenceAsync));
        var last = _rig.SendPresenceAsync("last");
        _rig.Lose();
        _rig.Open();

        await _rig.PassAsync(last);

        var sent = _rig.Sent.ToArray();
        Assert.True(sent[^1].At - sent[0].At >= SendLimits.PresenceSpan);
    }

    [Fact]
    public async Task Presence_ThatHasToWait_HoldsUpNoOtherCommand()
    {
        _rig.Open();
        await Task.WhenAll(Numbers(SendLimits.MostPresences).Select(_rig.SendPresenceAsync));
        var late = _rig.SendPresenceAsync("late");

        await _rig.SendAsync("command");

        Assert.False(late.IsCompleted);
        await _rig.PassAsync(late);
    }

    [Fact]
    public async Task Commands_ThatWaitedForAConnection_KeepTheirOrder()
    {
        const int Asked = 80;
        var sending = Numbers(Asked).Select(number => _rig.SendAsync(number)).ToArray();

        _rig.Open();
        await Task.WhenAll(sending);

        Assert.Equal(Numbers(Asked), _rig.Sent.Select(static sent => sent.Text));
    }

    [Fact]
    public async Task Command_WhoseConnectionBreaks_GoesBeforeThoseAfterIt()
    {
        _rig.Open();
        string[] commands = [.. Numbers(10), SenderRig.Breaking, .. Numbers(10)];
        var sending = commands.Select(command => _rig.SendAsync(command)).ToArray();
        await Discord.Tests.Scripted.RunningClient.Until(() => _rig.Sent.Count == 11, () => "a broken connection");

        _rig.Open();
        await Task.WhenAll(sending);

        Assert.Equal([.. Numbers(10), SenderRig.Breaking, SenderRig.Breaking, .. Numbers(10)], _rig.Sent.Select(static sent => sent.Text));
    }

    [Fact]
    public async Task Command_ThatIsCalledOff_LeavesTheOthersInOrder()
    {
        using CancellationTokenSource off = new();
        Task[] sending = [_rig.SendAsync("1"), _rig.SendAsync("2", off.Token), _rig.SendAsync("3"), _rig.SendAsync("4")];

        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending[1]);
        _rig.Open();
        await Task.WhenAll(sending[0], sending[2], sending[3]);

        Assert.Equal(["1", "3", "4"], _rig.Sent.Select(static sent => sent.Text));
    }

    [Fact]
    public async Task Command_WhoseConnectionIsLostAsItsTurnComes_WaitsForTheNext()
    {
        _rig.Open();
        _rig.OnNow = _rig.Lose;
        var sending = _rig.SendAsync("1");
        Assert.False(sending.IsCompleted);

        _rig.Open();
        await sending;

        Assert.Equal(["1"], _rig.Sent.Select(static sent => sent.Text));
    }

    private static string[] Numbers(int count) =>
        [.. Enumerable.Range(1, count).Select(static number => number.ToString(CultureInfo.InvariantCulture))];
}
