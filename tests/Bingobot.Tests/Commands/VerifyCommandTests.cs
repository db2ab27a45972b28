using System.Text.RegularExpressions;

namespace Bingobot.Tests.Commands;

public sealed partial class VerifyCommandTests : IAsyncLifetime
{
    private readonly RecordedStream _stream = new();

    public async ValueTask InitializeAsync() => await _stream.RecordAsync(50);

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Sound_stream_is_told_with_the_hash_that_state_tells()
    {
        Ran state = (await _stream.RunAsync("state")).Succeeded();

        Ran ran = (await _stream.RunAsync("verify")).Succeeded();

        Assert.Matches(@"^00000000000000000001\.events: [\d,]+ bytes, 52 documents, sound$", ran.Lines[0]);
        Assert.Equal("52 events, without a hole, in an unbroken chain", ran.Lines[1]);
        string hash = Hash().Match(state.Output).Groups[1].Value;
        Assert.StartsWith($"state {hash} at sequence 52, the same in two replays", ran.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flipped_byte_is_found_in_its_segment_at_its_offset()
    {
        byte[] bytes = await File.ReadAllBytesAsync(_stream.Segment);
        int at = bytes.Length - 200;
        bytes[at] ^= 0x10;
        await File.WriteAllBytesAsync(_stream.Segment, bytes);

        Ran ran = await _stream.RunAsync("verify");

        Assert.Equal(ExitCode.Corrupt, ran.Code);
        Match fault = Fault().Match(ran.Error);
        Assert.True(fault.Success, ran.Error);
        long offset = long.Parse(fault.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(offset, at - 200, at);
    }

    [Fact]
    public async Task Half_a_file_is_corrupt_and_named_by_every_command()
    {
        byte[] bytes = await File.ReadAllBytesAsync(_stream.Segment);
        await File.WriteAllBytesAsync(_stream.Segment, bytes[..(bytes.Length - 1_000)]);

        foreach (string command in (string[])["verify", "events", "state"])
        {
            Ran ran = await _stream.RunAsync(command);

            Assert.Equal(ExitCode.Corrupt, ran.Code);
            Assert.Contains("00000000000000000001.events", ran.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task File_that_is_no_store_is_corrupt_and_left_as_it_is()
    {
        await File.WriteAllTextAsync(_stream.Segment, new string('x', 20_000));

        Ran ran = await _stream.RunAsync("verify");

        Assert.Equal(ExitCode.Corrupt, ran.Code);
        Assert.Equal(new string('x', 20_000), await File.ReadAllTextAsync(_stream.Segment));
    }

    [GeneratedRegex(@"^sequence 52  hash ([0-9a-f]{32})")]
    private static partial Regex Hash();

    [GeneratedRegex(@"^00000000000000000001\.events: at offset (\d+): expected ", RegexOptions.Multiline)]
    private static partial Regex Fault();
}
