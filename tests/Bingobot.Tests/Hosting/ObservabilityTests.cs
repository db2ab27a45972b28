using System.Net;
using System.Net.Sockets;
using Bingobot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Bingobot.Tests.Hosting;

public sealed class ObservabilityTests
{
    private static WebApplication Build(params (string Name, string Value)[] variables)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        Observability.Add(builder, variables.ToDictionary(pair => pair.Name, pair => (string?)pair.Value, StringComparer.Ordinal));
        return builder.Build();
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_traced()
    {
        await using WebApplication app = Build(("OTEL_EXPORTER_OTLP_ENDPOINT", ""));

        Assert.NotNull(app.Services.GetService<MeterProvider>());
        Assert.Null(app.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task Address_of_a_collector_is_sent_to()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        await using WebApplication app = Build(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{collector.LocalEndpoint}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        Assert.NotNull(app.Services.GetService<TracerProvider>());
        using var source = new System.Diagnostics.ActivitySource("Bingobot.Events");
        source.StartActivity("commit")!.Dispose();
        Task<Socket> accepted = collector.AcceptSocketAsync();

        Task<bool> flushed = Task.Run(() => app.Services.GetRequiredService<TracerProvider>().ForceFlush(10_000));
        using Socket connection = await accepted.WaitAsync(TimeSpan.FromSeconds(20));
        byte[] received = new byte[4 * 1024];
        int length = await connection.ReceiveAsync(received);
        Assert.StartsWith("POST /v1/traces HTTP/1.1", System.Text.Encoding.ASCII.GetString(received, 0, length), StringComparison.Ordinal);
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        connection.Close();
        collector.Stop();
        await flushed;
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "ftp://collector")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "/path")]
    public void Address_that_is_none_is_named(string name, string value)
    {
        var e = Assert.Throws<FatalException>(() => Build((name, value)));

        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.StartsWith($"{name}: '{value}' is no address of a collector", e.Message, StringComparison.Ordinal);
    }
}
