using System.Net;
using System.Net.Sockets;
using Bingobot.Configuration;
using Bingobot.Hosting;

namespace Bingobot.Tests.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    private BotConfiguration Configuration(string? token = null) => new()
    {
        DataDirectory = _folder.FullName,
        Token = token is null ? null : new Secret(token),
    };

    private DataFolder Open(string? token = null) => DataFolder.Open(Configuration(token), TimeProvider.System, () => { });

    private string Below(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public void Folder_of_the_sandbox_is_not_taken_to_discord()
    {
        Open().Dispose();

        Assert.Equal(ExitCode.Usage, Assert.Throws<FatalException>(() => Open("token")).ExitCode);
        Open().Dispose();
    }

    [Fact]
    public void Start_that_fails_half_way_lets_go_of_everything()
    {
        Directory.CreateDirectory(Below("sandbox"));
        File.WriteAllText(Below("sandbox/clock"), new string('x', 20_000));
        Assert.Equal(ExitCode.Corrupt, Assert.Throws<FatalException>(() => Open()).ExitCode);

        File.Delete(Below("sandbox/clock"));
        Open().Dispose();
    }

    [Fact]
    public void Port_in_use_is_told_before_anything_is_opened()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var endpoint = (IPEndPoint)taken.LocalEndpoint;

        var e = Assert.Throws<FatalException>(() => DataFolder.Open(
            Configuration(), TimeProvider.System, () => WebServer.RefuseTakenPort(endpoint)));

        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.StartsWith($"Port {endpoint.Port} on 127.0.0.1 is in use", e.Message, StringComparison.Ordinal);
        Assert.Equal(["bingobot.lock", "bingobot.pid"], _folder.GetFileSystemInfos().Select(file => file.Name).Order());
    }
}
