using System.Collections;
using System.Reflection;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <summary>
/// Calls every method of <see cref="DiscordRest"/> that sends something: once with what must be given, and as often with everything
/// as there are full bodies for it.
/// </summary>
internal static class TypedMethods
{
    private static readonly Snowflake Id = new(175_928_847_299_117_063);
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static IReadOnlyList<MethodInfo> All { get; } =
    [
        .. typeof(DiscordRest).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static method => method.Name.EndsWith("Async", StringComparison.Ordinal))
            .OrderBy(static method => method.Name, StringComparer.Ordinal),
    ];

    /// <summary>The parameter that becomes the body; null where there is none.</summary>
    public static ParameterInfo? BodyOf(MethodInfo method) =>
        method.GetParameters().SingleOrDefault(static parameter => IsBody(parameter.ParameterType));

    /// <summary>What all of them send.</summary>
    public static async Task<IReadOnlyList<SentRequest>> SendAllAsync()
    {
        using var handler = new RecordingHandler();
        using var http = new HttpClient(handler);
        using var rest = new DiscordRest(
            new DiscordRestOptions
            {
                Token = "t",
                ApiBaseUrl = new Uri(RecordingHandler.Base),
                RequestsPerSecond = 10_000,
                Random = new Random(1),
            },
            http);
        foreach (var method in All)
        {
            foreach (var (form, arguments) in Forms(method))
            {
                handler.By = $"{method.Name} ({form})";
                var sent = handler.Sent.Count;
                if (method.Name == nameof(DiscordRest.EditMessageAsync) && arguments.OfType<EditMessage>().Single().Poll is not null)
                {
                    await Assert.ThrowsAsync<ArgumentException>(() => Call(rest, method, arguments));
                    continue;
                }
                await Assert.ThrowsAsync<DiscordRestException>(() => Call(rest, method, arguments));
                Assert.True(handler.Sent.Count == sent + 1, $"{handler.By} sent {handler.Sent.Count - sent} requests");
            }
        }
        return handler.Sent;
    }

    private static Task Call(DiscordRest rest, MethodInfo method, object?[] arguments) =>
        (Task)method.Invoke(rest, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;

    private static IEnumerable<(string Form, object?[] Arguments)> Forms(MethodInfo method)
    {
        var body = BodyOf(method);
        if (body is null)
        {
            yield return ("minimal", Arguments(method, full: false, body: null));
            yield return ("full", Arguments(method, full: true, body: null));
            yield break;
        }
        foreach (var (name, value) in Bodies.Of(body.ParameterType))
            yield return (name, Arguments(method, full: name != Bodies.Minimal, value));
    }

    private static object?[] Arguments(MethodInfo method, bool full, object? body) =>
        [.. method.GetParameters().Select(parameter => Argument(parameter, full, body))];

    private static object? Argument(ParameterInfo parameter, bool full, object? body)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(CancellationToken))
            return TestContext.Current.CancellationToken;
        // Discord takes one end of a range.
        if (parameter.HasDefaultValue && (!full || parameter is { Name: "after" } && HasBefore(parameter)))
            return parameter.DefaultValue;
        return type == typeof(Snowflake) ? Id
            : type == typeof(string) ? "text"
            : type == typeof(int) ? 5
            : type == typeof(bool) ? true
            : type == typeof(DateTimeOffset) ? Time
            : type == typeof(Emoji) ? Emoji.Of("👍")
            : type == typeof(IReadOnlyList<Snowflake>) ? (Snowflake[])[Id, new Snowflake(Id.Value + 1)]
            : IsBody(type) ? body
            : throw new NotSupportedException($"What is to be given for {type}?");
    }

    private static bool HasBefore(ParameterInfo parameter) =>
        ((MethodBase)parameter.Member).GetParameters().Any(static other => other.Name == "before");

    private static bool IsBody(Type type) =>
        type != typeof(Emoji) && type != typeof(IReadOnlyList<Snowflake>) && !type.IsValueType && type != typeof(string)
        && (type.Namespace == typeof(Snowflake).Namespace || typeof(IEnumerable).IsAssignableFrom(type));
}
