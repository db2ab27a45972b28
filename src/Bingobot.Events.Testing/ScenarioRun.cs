using System.Text;
using System.Text.Json;

namespace Bingobot.Events.Testing;

/// <summary>One run of a scenario: what is given is collected until the first thing happens, then the stream runs.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private static readonly HashSet<string> Bookkeeping = new(StringComparer.Ordinal)
    {
        RuntimeEvents.StreamCreated.Name,
        RuntimeEvents.RuntimeStarted.Name,
        RuntimeEvents.CursorAdvanced.Name,
        RuntimeEvents.TimerFired.Name,
        RuntimeEvents.EffectSucceeded.Name,
        RuntimeEvents.EffectFailed.Name,
        RuntimeEvents.EffectUnknown.Name,
    };

    private readonly Func<IReadOnlyList<IModule>> _modules;
    private readonly IReadOnlyList<IModule> _declared;
    private readonly EventCatalog _catalog;
    private readonly TestClock _clock = new();
    private readonly List<Recorded> _given = [];
    private readonly HashSet<long> _published = [];
    private TestStream? _stream;
    private long _eventsBefore;
    private int _effectsBefore;

    public ScenarioRun(Func<IReadOnlyList<IModule>> modules)
    {
        _modules = modules;
        _declared = modules();
        _catalog = new EventCatalog(_declared);
    }

    public ulong Partition { get; set; } = 1;

    public TestEffects Effects { get; } = new();

    /// <summary>Whether what happened last was looked at: what happens next begins anew.</summary>
    public bool IsChecked { get; set; } = true;

    public void Given(object e)
    {
        ArgumentNullException.ThrowIfNull(e);
        EventRegistration type = TypeOf(e);
        Add(type.Name, type.Version, type.PrepareObject(e).Data);
    }

    public void GivenJson(string type, int version, string json)
    {
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(json);
        }
        catch (JsonException fault)
        {
            throw new ModuleTestException($"This is no JSON: {fault.Message}", fault);
        }

        Add(type, version, Encoding.UTF8.GetBytes(json));
    }

    public async Task GoToAsync(DateTimeOffset time)
    {
        if (time < _clock.GetUtcNow())
            throw new ModuleTestException($"It is {_clock.GetUtcNow():O} already; time does not go back.");
        if (_stream is null)
            _clock.AdvanceTo(time);
        else
            await HappenAsync(stream => stream.PassAsync(time - _clock.GetUtcNow())).ConfigureAwait(false);
    }

    /// <summary>The stream; starts it where nothing has happened yet.</summary>
    public async Task<TestStream> StreamAsync()
    {
        if (_stream is not null)
            return _stream;
        var log = new TestEventLog(_given);
        _stream = await TestStream.StartAsync(_modules, log, _clock, Effects).ConfigureAwait(false);
        _eventsBefore = _stream.Log.LastSequence;
        _effectsBefore = Effects.Executed.Count;
        return _stream;
    }

    public async Task HappenAsync(Func<TestStream, Task> what)
    {
        TestStream stream = await StreamAsync().ConfigureAwait(false);
        if (IsChecked)
        {
            _eventsBefore = stream.Log.LastSequence;
            _effectsBefore = Effects.Executed.Count;
            IsChecked = false;
        }

        await what(stream).ConfigureAwait(false);
    }

    /// <summary>The test published this event itself.</summary>
    public void Exclude(long sequence) => _published.Add(sequence);

    /// <summary>What was recorded since, beside what the test published; of the runtime's books only the wanted types.</summary>
    public IEnumerable<Item> Followed(IReadOnlySet<string> wanted) => _stream!.Log.Events
        .Where(e => e.Sequence > _eventsBefore && !_published.Contains(e.Sequence))
        .Where(e => !Bookkeeping.Contains(e.Type) || wanted.Contains(e.Type))
        .Select(e => new Item(e.Type, e.Data));

    public IEnumerable<PendingEffect> EffectsBegun() => Effects.Executed.Skip(_effectsBefore);

    public Item Describe(object e)
    {
        ArgumentNullException.ThrowIfNull(e);
        EventRegistration type = TypeOf(e);
        return new Item(type.Name, type.PrepareObject(e).Data);
    }

    public Module<TState> ModuleOf<TState>(string? name)
        where TState : class
    {
        Module<TState>[] found = [.. _declared.OfType<Module<TState>>().Where(module => name is null || module.Name == name)];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new ModuleTestException($"There is no module{(name is null ? "" : " " + name)} with a state of type {typeof(TState).Name}."),
            _ => throw new ModuleTestException(
                $"Several modules have a state of type {typeof(TState).Name}: {string.Join(", ", found.Select(module => module.Name))}. Name one."),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private EventRegistration TypeOf(object e) =>
        _catalog.Types.FirstOrDefault(type => type.ClrType == e.GetType())
        ?? throw new ModuleTestException($"No module declares the event {e.GetType().Name}; declare it with Event, Apply, React or Decide.");

    private void Add(string type, int version, ReadOnlyMemory<byte> data)
    {
        if (_stream is not null)
            throw new ModuleTestException("Something has happened already; what is given comes before.");
        if (_given.Count == 0)
        {
            Append(_catalog.StreamCreated.Prepare(new StreamCreated(Ids.Write(new byte[Ids.Bytes]))));
            Append(_catalog.RuntimeStarted.Prepare(new RuntimeStarted(
                [.. _catalog.Modules.Select(module => new StartedModule(module.Name, module.Version))])));
        }

        _given.Add(new Recorded(_given.Count + 1, _clock.GetUtcNow(), Partition, type, data, null) { TypeVersion = version });
    }

    private void Append(PreparedEvent e) =>
        _given.Add(new Recorded(_given.Count + 1, _clock.GetUtcNow(), 0, e.Type.Name, e.Data, null) { TypeVersion = e.Type.Version });
}
