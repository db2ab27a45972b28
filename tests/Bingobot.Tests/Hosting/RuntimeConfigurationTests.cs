using System.Text.Json;

namespace Bingobot.Tests.Hosting;

public sealed class RuntimeConfigurationTests
{
    /// <summary>ADR 23.</summary>
    [Fact]
    public async Task Program_AsItIsBuilt_LetsIdleThreadsSleepAtOnce()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "bingobot.runtimeconfig.json");
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        JsonElement properties = json.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        Assert.Equal(0, properties.GetProperty("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit").GetInt32());
    }
}
