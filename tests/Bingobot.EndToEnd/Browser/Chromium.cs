using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>The distribution's browser; Playwright's own would have to be downloaded.</summary>
internal static class Chromium
{
    /// <summary>Names a browser that is none of the usual ones.</summary>
    private const string PathVariable = "BINGOBOT_CHROMIUM";

    private static readonly string[] UsualPaths =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ];

    /// <summary>The browser's program, or null where there is none.</summary>
    public static string? Path { get; } =
        new[] { Environment.GetEnvironmentVariable(PathVariable) }.Concat(UsualPaths).FirstOrDefault(File.Exists);

    /// <summary>Ends the test where there is no browser: in CI as failed, elsewhere as skipped.</summary>
    public static void Require()
    {
        if (Path is not null)
            return;
        const string HowToGetIt = $"No browser was found. To get one: apt-get install chromium (or name one in {PathVariable}).";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", HowToGetIt);
        Assert.Fail(HowToGetIt);
    }

    /// <summary>Starts it, without a window.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(
        new BrowserTypeLaunchOptions { ExecutablePath = Path, Headless = true, Args = Arguments });
}
