using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Checks;

/// <summary>BINGO0001 to BINGO0005 and BINGO0013: members of the platform.</summary>
public sealed class ApiTests
{
    [Fact]
    public Task Clock_Read_IsReported() => Verify.ApplyAsync("""
        var a = [|0001:DateTime.Now|];
        var b = [|0001:DateTime.UtcNow|];
        var c = [|0001:DateTime.Today|];
        var d = [|0001:DateTimeOffset.UtcNow|].AddDays(1);
        var f = [|0001:Environment.TickCount64|];
        var g = [|0001:System.Diagnostics.Stopwatch.StartNew()|];
        var h = [|0001:System.Diagnostics.Stopwatch.GetTimestamp()|];
        var i = [|0001:TimeProvider.System|].[|0001:GetUtcNow()|];
        """);

    [Fact]
    public Task Clock_OfTheContext_IsNotReported() => Verify.ApplyAsync("""
        DateTimeOffset now = context.Now;
        var later = now + TimeSpan.FromMinutes(5) > state.At ? now.ToUnixTimeSeconds() : 0;
        var day = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(1).DayOfWeek;
        var name = nameof(DateTime.UtcNow);
        context.Schedule("key", now.AddHours(1));
        """);

    [Fact]
    public Task NewId_FromTheMachine_IsReported() => Verify.ApplyAsync("""
        var a = [|0002:Guid.NewGuid()|];
        var b = [|0002:Guid.CreateVersion7()|];
        Func<Guid> c = [|0002:Guid.NewGuid|];
        """);

    [Fact]
    public Task NewId_FromTheContextOrAnEvent_IsNotReported() => Verify.SourceAsync("""
        public sealed class Ids
        {
            [Deterministic]
            public static string Decide(IDecideContext context, string text) =>
                context.NewId() + Guid.Parse(text) + Guid.Empty + new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        }
        """);

    [Fact]
    public Task Randomness_IsReported() => Verify.ApplyAsync("""
        var a = [|0003:Random.Shared|].[|0003:Next(6)|];
        var b = [|0003:new Random(42)|].[|0003:NextDouble()|];
        var c = [|0003:System.Security.Cryptography.RandomNumberGenerator.GetInt32(6)|];
        var d = [|0003:Path.GetRandomFileName()|];
        var f = new[] { 1, 2, 3 }.[|0003:Shuffle()|];
        """);

    [Fact]
    public Task NumberOfAnEvent_IsNotReported() => Verify.ApplyAsync("""
        var drawn = e.Number % 6;
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(e.Text));
        """);

    [Fact]
    public Task Machine_Asked_IsReported() => Verify.ApplyAsync("""
        var a = [|0004:Environment.MachineName|];
        var b = [|0004:Environment.GetEnvironmentVariable("HOME")|];
        var c = [|0004:Environment.ProcessorCount|];
        var d = [|0004:Environment.NewLine|];
        var f = [|0004:OperatingSystem.IsLinux()|];
        var g = [|0004:TimeZoneInfo.Local|];
        var h = [|0004:TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")|];
        var i = e.Number > 1 ? state.At.[|0004:LocalDateTime|] : default;
        var j = state.At.[|0004:ToLocalTime()|];
        var k = [|0004:GC.GetTotalMemory(false)|];
        var m = state.At.DateTime.[|0004:ToUniversalTime()|];
        var l = [|0004:System.Runtime.InteropServices.RuntimeInformation.OSDescription|];
        """);

    [Fact]
    public Task Constants_AreNotReported() => Verify.ApplyAsync("""
        var line = e.Text + "\n";
        var utc = state.At.ToUniversalTime().UtcDateTime;
        var most = int.MaxValue + Math.Max(1, 2);
        var zone = TimeZoneInfo.Utc;
        """);

    [Fact]
    public Task Io_IsReported() => Verify.ApplyAsync("""
        [|0005:File.WriteAllText("a", "b")|];
        var a = [|0005:Directory.GetFiles(".")|];
        using var b = [|0005:new FileStream("a", FileMode.Open)|];
        using var c = [|0005:new StreamReader("a")|];
        [|0005:Console.WriteLine("a")|];
        var d = [|0005:new System.Net.Http.HttpClient()|];
        var f = [|0005:new System.Net.Sockets.TcpClient()|];
        var g = [|0005:System.Diagnostics.Process.Start("a")|];
        var h = [|0005:System.Net.Dns.GetHostName()|];
        [|0005:System.Diagnostics.Debug.WriteLine("a")|];
        var i = [|0005:Path.GetFullPath("a")|];
        Stream s = b;
        var j = s.[|0005:ReadByte()|];
        var k = Native.[|0005:Now()|];
        var l = [|0005:Bingobot.Storage.DocumentBuffer.Open("a")|];
        """.Replace("Native.[|0005:Now()|]", "[|0005:Native.Now()|]", StringComparison.Ordinal), """
        public static partial class Native
        {
            [System.Runtime.InteropServices.DllImport("c")]
            public static extern long Now();
        }
        """);

    [Fact]
    public Task Logging_IsReported() => Verify.SourceAsync("""
        using Microsoft.Extensions.Logging;
        public sealed class Log(ILogger logger)
        {
            [Deterministic]
            public void Decide() => logger.[|0005:LogInformation("a")|];
        }
        """);

    [Fact]
    public Task MemoryAndText_AreNotReported() => Verify.ApplyAsync("""
        using MemoryStream memory = new();
        memory.WriteByte(1);
        memory.CopyTo(new MemoryStream());
        using StringReader reader = new("a");
        var line = reader.ReadLine();
        using BinaryWriter writer = new(memory);
        writer.Write(1);
        var path = Path.GetExtension(e.Text);
        if (e.Number < 0)
            throw new IOException("bad");
        """);

    [Fact]
    public Task CurrentCulture_Asked_IsReported() => Verify.ApplyAsync("""
        var a = [|0013:CultureInfo.CurrentCulture|];
        var b = e.Number.ToString([|0013:CultureInfo.CurrentUICulture|]);
        var c = [|0013:NumberFormatInfo.CurrentInfo|];
        var d = [|0013:DateTimeFormatInfo.CurrentInfo|];
        [|0013:CultureInfo.CurrentCulture|] = CultureInfo.InvariantCulture;
        var f = [|0013:RegionInfo.CurrentRegion|];
        """);

    [Fact]
    public Task InvariantCulture_IsNotReported() => Verify.ApplyAsync("""
        var a = e.Number.ToString(CultureInfo.InvariantCulture);
        var b = NumberFormatInfo.InvariantInfo.NegativeSign;
        var c = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(e.Text);
        """);
}
