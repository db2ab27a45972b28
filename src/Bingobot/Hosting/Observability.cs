using System.Collections;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Bingobot.Hosting;

/// <summary>
/// Shows metrics at <c>/metrics</c>, and sends metrics and traces by OTLP where the variables of OpenTelemetry name a collector.
/// </summary>
/// <remarks>
/// Of HTTP nothing is traced: paths hold tokens of interactions.
/// </remarks>
internal static class Observability
{
    /// <summary>Where metrics are scraped.</summary>
    public const string MetricsPath = "/metrics";

    private const string Prefix = "OTEL_";
    private const string Service = "bingobot";
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private static readonly string[] AnyEndpoint = ["OTEL_EXPORTER_OTLP_ENDPOINT"];
    private static readonly string[] MetricsEndpoint = [.. AnyEndpoint, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];
    private static readonly string[] TracesEndpoint = [.. AnyEndpoint, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <summary>The sources of metrics and traces that are ours.</summary>
    private const string Events = "Bingobot.Events";

    /// <summary>The .NET runtime's own meter: memory, garbage collection, threads.</summary>
    private const string Runtime = "System.Runtime";

    /// <summary>The variables of the environment that OpenTelemetry knows.</summary>
    public static IReadOnlyDictionary<string, string?> Environment() => System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(variable => ((string)variable.Key).StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value, StringComparer.Ordinal);

    /// <summary>Adds what measures, traces and sends.</summary>
    /// <param name="builder">The web server.</param>
    /// <param name="variables">The variables whose names begin with <c>OTEL_</c>.</param>
    /// <exception cref="FatalException">An address of a collector is none.</exception>
    public static void Add(WebApplicationBuilder builder, IReadOnlyDictionary<string, string?> variables)
    {
        bool sendsMetrics = IsSet(variables, MetricsEndpoint);
        bool sendsTraces = IsSet(variables, TracesEndpoint);
        builder.Configuration.AddInMemoryCollection(variables);
        string version = typeof(Observability).Assembly.GetName().Version?.ToString(3) ?? "";
        OpenTelemetry.OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                variables.GetValueOrDefault(ServiceName) is { Length: > 0 } name ? name : Service, serviceVersion: version))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Events, Runtime).AddPrometheusExporter();
                if (sendsMetrics)
                    metrics.AddOtlpExporter();
            });
        if (sendsTraces)
            telemetry.WithTracing(traces => traces.AddSource(Events).AddOtlpExporter());
    }

    /// <summary>Serves <see cref="MetricsPath"/>.</summary>
    public static void Map(WebApplication app) => app.MapPrometheusScrapingEndpoint(MetricsPath);

    private static bool IsSet(IReadOnlyDictionary<string, string?> variables, string[] names)
    {
        bool any = false;
        foreach (string name in names)
        {
            if (variables.GetValueOrDefault(name) is not { Length: > 0 } text)
                continue;
            if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            {
                throw new FatalException(
                    ExitCode.Usage, $"{name}: '{text}' is no address of a collector; it is like http://127.0.0.1:4317. Mend it, or unset it.");
            }

            any = true;
        }

        return any;
    }
}
