using System.Text.RegularExpressions;
using Bingobot.Storage.Postgres.Pages;

namespace Bingobot.Storage.Postgres;

/// <summary>How a <see cref="PostgresStore"/> behaves. Checked when a store is opened.</summary>
public sealed partial class PostgresStoreOptions
{
    /// <summary>The default of <see cref="Schema"/>.</summary>
    public const string DefaultSchema = "bingobot";

    /// <summary>The default of <see cref="PendingBytes"/>.</summary>
    public const int DefaultPendingBytes = 8 * 1024 * 1024;

    /// <summary>The least that <see cref="PendingBytes"/> may be.</summary>
    public const int MinPendingBytes = 64 * 1024;

    /// <summary>The most that <see cref="PendingBytes"/> may be.</summary>
    public const int MaxPendingBytes = 256 * 1024 * 1024;

    /// <summary>The default of <see cref="Timeout"/>, in seconds.</summary>
    public const int DefaultTimeoutSeconds = 30;

    /// <summary>The least that <see cref="Timeout"/> may be, in seconds.</summary>
    public const int MinTimeoutSeconds = 1;

    /// <summary>The most that <see cref="Timeout"/> may be, in seconds.</summary>
    public const int MaxTimeoutSeconds = 60 * 60;

    /// <summary>
    /// The schema in the database that holds the tables; created by the first writer. Default <c>bingobot</c>; 1 to 63 lower
    /// case letters, digits and underscores, no digit first.
    /// </summary>
    public string Schema { get; init; } = DefaultSchema;

    /// <summary>
    /// Opens without becoming the owner and never writes; the store must exist. Each read shows one committed state. Default
    /// false.
    /// </summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// Whether opening for writing takes the store over from an owner that still lives, who can write nothing from then on.
    /// When false, opening throws <see cref="StoreLockedException"/> as long as the session of an owner lives on the server.
    /// Default true.
    /// </summary>
    public bool TakeOver { get; init; } = true;

    /// <summary>
    /// Bytes of written pages kept in memory, at most; beyond it they are sent to the server, in the transaction that the next
    /// barrier commits. While a barrier runs, twice as much. Default 8 MiB; from 64 KiB to 256 MiB.
    /// </summary>
    public int PendingBytes { get; init; } = DefaultPendingBytes;

    /// <summary>
    /// How long the server may take for one statement, a barrier included, before it counts as failed; how long opening waits for
    /// a former owner's transaction; and how long a transaction may be left open by an owner that has stopped to answer. Whole
    /// seconds. Default 30 s; from 1 s to 1 h.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(DefaultTimeoutSeconds);

    /// <summary>
    /// Whether opening for writing is refused on a server that does not bring commits to its disk (<c>fsync</c> or
    /// <c>full_page_writes</c> off). Default true; false is for tests, whose data may be lost.
    /// </summary>
    public bool RequireDurableServer { get; init; } = true;

    /// <summary>The clock for the beats of a long open transaction. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The page size of stores that are created; others keep theirs.</summary>
    internal int PageBytes { get; init; } = PageLayout.DefaultPageBytes;

    /// <summary>How long a former owner's transaction is waited for before its session is ended.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);

    internal int TimeoutSeconds => (int)Timeout.TotalSeconds;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Schema);
        if (!SchemaName().IsMatch(Schema))
            throw new ArgumentException("The schema is 1 to 63 lower case letters, digits and underscores, no digit first.", nameof(Schema));
        ArgumentOutOfRangeException.ThrowIfLessThan(PendingBytes, MinPendingBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PendingBytes, MaxPendingBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(Timeout, TimeSpan.FromSeconds(MinTimeoutSeconds));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Timeout, TimeSpan.FromSeconds(MaxTimeoutSeconds));
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName();
}
