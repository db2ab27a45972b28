using Bingobot.Clock;
using Bingobot.Sandbox;
using Bingobot.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Tests.Clock;

public sealed class ClockStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-clock-");
    private readonly FakeTimeProvider _real = new(Start);

    public void Dispose() => _folder.Delete(recursive: true);

    private string File => Path.Combine(_folder.FullName, "sandbox", "clock");

    [Fact]
    public void Clock_that_never_ran_faster_shows_the_machines_time()
    {
        using ClockStore clock = ClockStore.Open(File, 1, _real);
        _real.Advance(TimeSpan.FromDays(1.5));

        Assert.Equal(_real.GetUtcNow(), clock.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Clock_put_forward_stays_so_after_a_restart()
    {
        using ClockStore first = ClockStore.Open(File, 60, _real);
        _real.Advance(TimeSpan.FromSeconds(10));
        await first.AdvanceAsync(TimeSpan.FromDays(7), TestContext.Current.CancellationToken);
        Assert.Equal(Start.AddDays(7).AddMinutes(10), first.Clock.GetUtcNow());
        _real.Advance(TimeSpan.FromSeconds(1));

        using ClockStore second = ClockStore.Open(File, 60, _real);

        Assert.Equal(Start.AddDays(7).AddMinutes(11), second.Clock.GetUtcNow());
        Assert.Equal(first.Clock.GetUtcNow(), second.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Clock_put_beyond_what_ids_can_hold_is_refused_and_unchanged()
    {
        using ClockStore clock = ClockStore.Open(File, 1, _real);

        var e = await Assert.ThrowsAsync<SandboxException>(
            () => clock.AdvanceAsync(TimeSpan.FromDays(365 * 121), TestContext.Current.CancellationToken));

        Assert.Equal(400, e.Status);
        Assert.Equal(Start, clock.Clock.GetUtcNow());
    }

    [Fact]
    public void Change_of_scale_keeps_the_anchor_before_below_the_new_one()
    {
        ClockStore.Open(File, 60, _real);
        byte[] before;
        using (DocumentBuffer store = DocumentBuffer.Open(File))
            before = store.Peek();

        ClockStore.Open(File, 7, _real);

        using DocumentBuffer changed = DocumentBuffer.Open(File);
        Assert.Equal(2, changed.Count);
        Assert.Equal(before, changed.Read(2)[1]);
    }

    [Fact]
    public void Time_goes_on_after_a_restart_also_for_the_time_in_between()
    {
        TimeProvider first = ClockStore.Open(File, 60, _real).Clock;
        _real.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Start.AddMinutes(10), first.GetUtcNow());
        _real.Advance(TimeSpan.FromSeconds(5));

        TimeProvider second = ClockStore.Open(File, 60, _real).Clock;

        Assert.Equal(Start.AddMinutes(15), second.GetUtcNow());
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(1, 60)]
    [InlineData(60, 7)]
    public void Change_of_scale_makes_no_step(int before, int after)
    {
        TimeProvider first = ClockStore.Open(File, before, _real).Clock;
        _real.Advance(TimeSpan.FromHours(1));
        DateTimeOffset then = first.GetUtcNow();

        TimeProvider second = ClockStore.Open(File, after, _real).Clock;
        Assert.Equal(then, second.GetUtcNow());
        _real.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(then.AddSeconds(after), second.GetUtcNow());
        Assert.Equal(then.AddSeconds(after), ClockStore.Open(File, after, _real).Clock.GetUtcNow());
    }

    [Fact]
    public void Machines_clock_set_back_does_not_set_it_back()
    {
        _ = ClockStore.Open(File, 60, _real);

        var earlier = new FakeTimeProvider(Start.AddDays(-1));
        TimeProvider clock = ClockStore.Open(File, 60, earlier).Clock;

        Assert.Equal(Start, clock.GetUtcNow());
    }

    [Fact]
    public void Damaged_file_is_refused_with_its_name_and_left_as_it_is()
    {
        _ = ClockStore.Open(File, 60, _real);
        string junk = new('x', 20_000);
        System.IO.File.WriteAllText(File, junk);

        var e = Assert.Throws<FatalException>(() => ClockStore.Open(File, 60, _real));

        Assert.Equal(ExitCode.Corrupt, e.ExitCode);
        Assert.StartsWith($"{File}: at offset 0: expected ", e.Message, StringComparison.Ordinal);
        Assert.Equal(junk, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Sound_store_without_an_anchor_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using (var store = Bingobot.Storage.DocumentBuffer.Open(File))
            store.Push("""{"Real":"2030-01-01T00:00:00+00:00","Shown":"2030-01-01T00:00:00+00:00","Scale":0}"""u8);

        var e = Assert.Throws<FatalException>(() => ClockStore.Open(File, 60, _real));

        Assert.Equal(ExitCode.Corrupt, e.ExitCode);
    }
}
