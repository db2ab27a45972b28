using Bingobot.Sandbox.Chat.Hosting;
using Bingobot.Sandbox.Chat.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;

namespace Bingobot.Sandbox;

/// <summary>Puts the sandbox's web chat into a program.</summary>
public static class SandboxChatExtensions
{
    /// <summary>The most characters that can be typed or pasted into the composer.</summary>
    internal const int LongestLine = 32 * 1024;

    /// <summary>A line in UTF-8, escaped for JSON at worst (<c>\u0000</c>), and what is sent with it.</summary>
    private const int LongestBrowserMessage = (6 * LongestLine) + (8 * 1024);

    /// <summary>
    /// Adds what the chat needs. An <see cref="ISandbox"/> must be added as well; a <see cref="TimeProvider"/> may be.
    /// </summary>
    /// <remarks>
    /// The page's files are found however the program was started: by <c>dotnet run</c>, from its build output in any
    /// environment, or published, from any working directory.
    /// </remarks>
    public static WebApplicationBuilder AddSandboxChat(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.UseStaticWebAssets();
        UsePublishedFiles(builder.Environment);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddDataProtection().AddKeyManagementOptions(options =>
        {
            options.XmlRepository = new MemoryKeyRepository();
            options.XmlEncryptor = new NullXmlEncryptor();
        });
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LongestBrowserMessage);
        return builder;
    }

    /// <summary>Serves the chat at <c>/</c> and its files beside it.</summary>
    /// <param name="endpoints">Where.</param>
    /// <returns>The page's endpoints, to add conventions to.</returns>
    public static IEndpointConventionBuilder MapSandboxChat(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapStaticAssets();

        // No form is ever posted to the page: all that people do goes through its own connection.
        return endpoints.MapRazorComponents<ChatDocument>()
            .AddInteractiveServerRenderMode()
            .WithStaticAssets()
            .DisableAntiforgery();
    }

    /// <summary>The published files lie beside the program, which may have been started in another folder.</summary>
    private static void UsePublishedFiles(IWebHostEnvironment environment)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(environment.WebRootPath) || !Directory.Exists(published))
            return;
        environment.WebRootPath = published;
        environment.WebRootFileProvider = new PhysicalFileProvider(published);
    }
}
