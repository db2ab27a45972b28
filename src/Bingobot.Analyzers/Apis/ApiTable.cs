using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Apis;

/// <summary>What is said about members of a type: the rule that they break, or that they are harmless.</summary>
/// <param name="Rule">The rule; null: harmless.</param>
/// <param name="Use">What to use instead.</param>
/// <param name="Members">The members that are meant; null: all.</param>
internal sealed record Api(DiagnosticDescriptor? Rule, string Use, HashSet<string>? Members = null);

/// <summary>The types and namespaces of the platform that no deterministic code uses.</summary>
internal static class ApiTable
{
    private const string UseNow = "the context's Now";
    private const string UseNewId = "the context's NewId()";
    private const string UseEvent = "what an event or the state says, decided before and recorded";
    private const string UseEffect = "an effect (the reaction context's Do), or let an event bring what was read";
    private const string UseTimer = "durable timers (Schedule), events and effects";
    private const string UseInvariant = "CultureInfo.InvariantCulture";

    private static readonly Dictionary<string, Api[]> Types = new(StringComparer.Ordinal)
    {
        ["System.DateTime"] =
        [
            Some(Rules.Clock, UseNow, "Now", "UtcNow", "Today"),
            Some(Rules.Machine, "DateTimeOffset, which knows its offset, or Discord's own times", "ToLocalTime", "ToUniversalTime"),
        ],
        ["System.DateTimeOffset"] =
        [
            Some(Rules.Clock, UseNow, "Now", "UtcNow"),
            Some(Rules.Machine, "UTC (ToUniversalTime, UtcDateTime) or Discord's own times", "ToLocalTime", "LocalDateTime"),
        ],
        ["System.TimeZoneInfo"] =
        [
            Some(Rules.Machine, "UTC, or offsets that an event holds", "Local", "FindSystemTimeZoneById",
                "TryFindSystemTimeZoneById", "GetSystemTimeZones", "ConvertTimeBySystemTimeZoneId"),
        ],
        ["System.TimeZone"] = [All(Rules.Machine, "UTC, or offsets that an event holds")],
        ["System.Diagnostics.Stopwatch"] = [All(Rules.Clock, UseNow)],
        ["System.TimeProvider"] = [All(Rules.Clock, UseNow)],
        ["System.Environment"] =
        [
            Some(Rules.Clock, UseNow, "TickCount", "TickCount64"),
            All(Rules.Machine, UseEvent),
        ],
        ["System.Guid"] = [Some(Rules.NewId, UseNewId, "NewGuid", "CreateVersion7")],
        ["System.Random"] = [All(Rules.Randomness, "the context's NewId(), or a number that an event holds")],
        ["System.Security.Cryptography.RandomNumberGenerator"] =
            [All(Rules.Randomness, "the context's NewId(), or a number that an event holds")],
        ["System.OperatingSystem"] = [All(Rules.Machine, UseEvent)],
        ["System.AppContext"] = [All(Rules.Machine, UseEvent)],
        ["System.AppDomain"] = [All(Rules.Machine, UseEvent)],
        ["System.GC"] = [All(Rules.Machine, UseEvent)],
        ["System.WeakReference"] = [All(Rules.Machine, "the state")],
        ["System.WeakReference`1"] = [All(Rules.Machine, "the state")],
        ["System.Runtime.InteropServices.RuntimeInformation"] = [All(Rules.Machine, UseEvent)],
        ["System.Diagnostics.StackTrace"] = [All(Rules.Machine, UseEvent)],
        ["System.Diagnostics.Process"] = [All(Rules.Io, UseEffect)],
        ["System.Diagnostics.FileVersionInfo"] = [All(Rules.Io, UseEffect)],
        ["System.Diagnostics.Trace"] = [All(Rules.Io, UseEffect)],
        ["System.Diagnostics.Debug"] = [Some(Rules.Io, UseEffect, "Write", "WriteLine", "WriteIf", "WriteLineIf", "Print")],
        ["System.Console"] = [All(Rules.Io, UseEffect)],
        ["System.IO.Path"] =
        [
            Some(Rules.Randomness, UseNewId, "GetRandomFileName", "GetTempFileName"),
            Some(Rules.Io, UseEffect, "GetFullPath", "GetTempPath", "Exists", "GetRelativePath"),
            Harmless(),
        ],
        ["System.IO.MemoryStream"] = [Harmless()],
        ["System.IO.StringReader"] = [Harmless()],
        ["System.IO.StringWriter"] = [Harmless()],
        ["System.IO.StreamReader"] = [Harmless()],
        ["System.IO.StreamWriter"] = [Harmless()],
        ["System.IO.BinaryReader"] = [Harmless()],
        ["System.IO.BinaryWriter"] = [Harmless()],
        ["System.Net.Dns"] = [All(Rules.Io, UseEffect)],
        ["System.Net.WebClient"] = [All(Rules.Io, UseEffect)],
        ["System.Net.WebRequest"] = [All(Rules.Io, UseEffect)],
        ["System.Net.HttpListener"] = [All(Rules.Io, UseEffect)],
        ["System.Threading.CancellationToken"] = [Harmless()],
        ["System.Linq.ParallelEnumerable"] = [All(Rules.Concurrency, "the operators of System.Linq.Enumerable")],
        ["System.Linq.Enumerable"] = [Some(Rules.Randomness, "an order by a key", "Shuffle")],
        ["System.Globalization.CultureInfo"] =
        [
            Some(Rules.CurrentCulture, UseInvariant, "CurrentCulture", "CurrentUICulture", "InstalledUICulture",
                "DefaultThreadCurrentCulture", "DefaultThreadCurrentUICulture"),
        ],
        ["System.Globalization.NumberFormatInfo"] =
            [Some(Rules.CurrentCulture, "NumberFormatInfo.InvariantInfo", "CurrentInfo")],
        ["System.Globalization.DateTimeFormatInfo"] =
            [Some(Rules.CurrentCulture, "DateTimeFormatInfo.InvariantInfo", "CurrentInfo")],
        ["System.Globalization.RegionInfo"] = [Some(Rules.CurrentCulture, UseEvent, "CurrentRegion")],
        ["System.FormattableString"] = [Some(Rules.CurrentCulture, "FormattableString.Invariant", "CurrentCulture")],
        ["Bingobot.Discord.DiscordRest"] = [All(Rules.Io, UseEffect)],
        ["Bingobot.Events.IEventStream"] = [All(Rules.Io, "the deciding context's Emit")],
        ["Bingobot.Events.EventStream"] = [All(Rules.Io, "the deciding context's Emit")],
        ["Bingobot.Events.IEventLog"] = [All(Rules.Io, "the state")],
    };

    private static readonly (string Namespace, Api Api)[] Namespaces =
    [
        ("System.IO", All(Rules.Io, UseEffect)),
        ("System.Net.Http", All(Rules.Io, UseEffect)),
        ("System.Net.Sockets", All(Rules.Io, UseEffect)),
        ("System.Net.WebSockets", All(Rules.Io, UseEffect)),
        ("System.Net.Security", All(Rules.Io, UseEffect)),
        ("System.Net.Quic", All(Rules.Io, UseEffect)),
        ("System.Net.NetworkInformation", All(Rules.Io, UseEffect)),
        ("System.Net.Mail", All(Rules.Io, UseEffect)),
        ("System.Data", All(Rules.Io, UseEffect)),
        ("Microsoft.Data", All(Rules.Io, UseEffect)),
        ("Microsoft.EntityFrameworkCore", All(Rules.Io, UseEffect)),
        ("Microsoft.Extensions.Logging", All(Rules.Io, "an event, which tells what happened, once")),
        ("Microsoft.Extensions.FileProviders", All(Rules.Io, UseEffect)),
        ("Microsoft.Win32", All(Rules.Machine, UseEvent)),
        ("System.Threading", All(Rules.Concurrency, UseTimer)),
        ("System.Timers", All(Rules.Concurrency, UseTimer)),
        ("Bingobot.Storage", All(Rules.Io, UseEffect)),
    ];

    /// <summary>
    /// What is said about a member. The type that it is used on comes first, so that what a <c>MemoryStream</c> inherits
    /// is judged by <c>MemoryStream</c>, then its bases, then the namespace.
    /// </summary>
    public static Api? Find(ISymbol member, ITypeSymbol? receiver)
    {
        if (member.ContainingType is not { } declaring || declaring.TypeKind == TypeKind.Enum)
            return null;
        ITypeSymbol type = receiver is not null && receiver.DerivesFrom(declaring) ? receiver : declaring;
        string name = NameOf(member);
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.SpecialType is SpecialType.System_Object or SpecialType.System_Enum || at.FullName() == "System.Exception")
                return null;
            Api? found = Find(at.OriginalDefinition, name);
            if (found is not null)
                return found.Rule is null ? null : found;
        }
        return null;
    }

    /// <summary>Readers and writers of text are harmless on a stream in memory, but not where they open a file.</summary>
    public static Api? OfConstructor(IMethodSymbol constructor) =>
        constructor.ContainingType is { Name: "StreamReader" or "StreamWriter" } type
        && type.ContainingNamespace.FullName() == "System.IO"
        && constructor.TakesFirst(SpecialType.System_String)
            ? All(Rules.Io, UseEffect)
            : Find(constructor, receiver: null);

    /// <summary>Calls that leave the process, or are written by a generator that does: P/Invoke and logging.</summary>
    public static Api? OfSource(IMethodSymbol method)
    {
        if (method.IsExtern)
            return All(Rules.Io, UseEffect);
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "LibraryImportAttribute" or "DllImportAttribute" or "LoggerMessageAttribute" })
                return All(Rules.Io, UseEffect);
        }
        return null;
    }

    private static Api? Find(ITypeSymbol type, string member)
    {
        if (type.FullName() is var name && Types.TryGetValue(name, out Api[]? known))
        {
            foreach (Api api in known)
            {
                if (api.Members is null || api.Members.Contains(member))
                    return api;
            }
            return name.StartsWith("System.IO", StringComparison.Ordinal) ? Harmless() : null;
        }
        if (Except(type))
            return null;
        string space = type.ContainingNamespace.FullName();
        foreach ((string prefix, Api api) in Namespaces)
        {
            if (space.StartsWith(prefix, StringComparison.Ordinal)
                && (space.Length == prefix.Length || space[prefix.Length] == '.'))
                return api;
        }
        return null;
    }

    /// <summary>An exception may be made and thrown, whatever namespace it is of.</summary>
    private static bool Except(ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.Name == "Exception" && at.FullName() == "System.Exception")
                return true;
        }
        return false;
    }

    private static string NameOf(ISymbol member) =>
        member is IMethodSymbol { AssociatedSymbol: { } owner } ? owner.Name : member.Name;

    private static Api All(DiagnosticDescriptor rule, string use) => new(rule, use);

    private static Api Some(DiagnosticDescriptor rule, string use, params string[] members) =>
        new(rule, use, new HashSet<string>(members, StringComparer.Ordinal));

    private static Api Harmless() => new(null, "");
}
