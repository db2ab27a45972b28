using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Bingobot.Sandbox;

/// <summary>
/// The one writer. It takes requests in order, lets each decide on the newest world, appends the ops of all that wait as
/// one entry to the journal, and only when that is durable shows the new world and answers.
/// </summary>
/// <remarks>Thread-safe. When the journal fails, this and every later change fails: what is durable is not known any more.</remarks>
internal sealed partial class WorldStore : IAsyncDisposable
{
    private const int MaxWaiting = 1024;
    private const int MaxEntryBytes = 1024 * 1024;

    private readonly SandboxOptions _options;
    private readonly ILogger<WorldStore> _logger;
    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _writer;
    private World _durable;
    private TaskCompletionSource _changed = NewSignal();

    /// <exception cref="InvalidDataException">The journal has an entry that cannot be read.</exception>
    public WorldStore(SandboxOptions options, ChangeFeed feed, ILogger<WorldStore> logger)
    {
        _options = options;
        _logger = logger;
        Feed = feed;
        _durable = Read(options.Journal);
        _writer = Task.Run(WriteAsync);
    }

    public ChangeFeed Feed { get; }

    /// <summary>The newest world of which all is durable.</summary>
    public World Durable => Volatile.Read(ref _durable);

    /// <summary>Completes when <see cref="Durable"/> is another; to miss none, take it before looking at that.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Runs <paramref name="decide"/> on the writer; its result is given when its ops are durable.</summary>
    /// <param name="decide">What it throws is given to the caller, and nothing has happened.</param>
    /// <param name="cancellationToken">Gives up while it waits for its turn; later only the waiting stops.</param>
    public async Task<T> ChangeAsync<T>(Func<Transaction, T> decide, CancellationToken cancellationToken = default)
    {
        Request<T> request = new(decide);
        await _requests.Writer.WriteAsync(request, cancellationToken);
        return await request.Result.WaitAsync(cancellationToken);
    }

    public Task DoAsync(Func<Transaction, Op> decide, CancellationToken cancellationToken = default) => ChangeAsync(
        transaction =>
        {
            transaction.Do(decide(transaction));
            return true;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _writer;
        _stopping.Dispose();
    }

    private static World Read(ISandboxJournal journal)
    {
        World world = World.Empty;
        foreach (ReplayStep step in JournalReplay.Read(journal))
            world = step.After;
        return world;
    }

    private async Task WriteAsync()
    {
        List<Request> batch = [];
        List<Op> ops = [];
        try
        {
            while (await _requests.Reader.WaitToReadAsync(CancellationToken.None))
                await WriteBatchAsync(batch, ops);
        }
        catch (Exception e)
        {
            LogJournalFailed(e);
            InvalidOperationException failure = new("The sandbox's journal failed; it takes no more changes.", e);
            _requests.Writer.TryComplete(failure);
            foreach (Request request in batch)
                request.Fail(failure);
            while (_requests.Reader.TryRead(out Request? request))
                request.Fail(failure);
        }
    }

    private async Task WriteBatchAsync(List<Request> batch, List<Op> ops)
    {
        World world = Durable;
        using MemoryStream entry = new();
        using (Utf8JsonWriter writer = new(entry))
        {
            writer.WriteStartArray();
            while (writer.BytesCommitted + writer.BytesPending < MaxEntryBytes
                && _requests.Reader.TryRead(out Request? request))
            {
                Transaction transaction = new(
                    world,
                    _options.WorldClock.GetUtcNow().ToUnixTimeMilliseconds(),
                    _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
                    _options.NewSecret);
                batch.Add(request);
                if (!request.Run(transaction))
                    continue;
                world = transaction.World;
                foreach (Op op in transaction.Ops)
                    JsonSerializer.Serialize(writer, op, OpJson.Default.Op);
                ops.AddRange(transaction.Ops);
            }

            writer.WriteEndArray();
        }

        if (ops.Count > 0)
        {
            await _options.Journal.AppendAsync(entry.GetBuffer().AsMemory(0, (int)entry.Length), CancellationToken.None);
            Publish(world, ops);
        }

        foreach (Request request in batch)
            request.Release();
        batch.Clear();
        ops.Clear();
    }

    private void Publish(World world, List<Op> ops)
    {
        World before = Durable;
        Volatile.Write(ref _durable, world);
        TaskCompletionSource next = NewSignal();
        Interlocked.Exchange(ref _changed, next).TrySetResult();
        Feed.Publish(before, world, ops);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The sandbox's journal failed; it takes no more changes.")]
    private partial void LogJournalFailed(Exception exception);

    private abstract class Request
    {
        /// <summary>False when it was refused: nothing of it happens.</summary>
        public abstract bool Run(Transaction transaction);

        public abstract void Release();

        public abstract void Fail(Exception exception);
    }

    private sealed class Request<T>(Func<Transaction, T> decide) : Request
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _refusal;

        public Task<T> Result => _result.Task;

        public override bool Run(Transaction transaction)
        {
            try
            {
                _value = decide(transaction);
                return true;
            }
            catch (Exception e)
            {
                _refusal = e;
                return false;
            }
        }

        public override void Release()
        {
            if (_refusal is not null)
                _result.TrySetException(_refusal);
            else
                _result.TrySetResult(_value!);
        }

        public override void Fail(Exception exception) => _result.TrySetException(exception);
    }
}
