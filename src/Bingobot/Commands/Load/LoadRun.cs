using Bingobot.Commands.Load.Bot;
using Bingobot.Commands.Load.Chaos;
using Bingobot.Commands.Load.Check;
using Bingobot.Commands.Load.Report;
using Bingobot.Commands.Load.Traffic;
using Bingobot.Events;
using Bingobot.Sandbox;

namespace Bingobot.Commands.Load;

/// <summary>A load, from the making of the sandbox to the comparison. Runs once.</summary>
internal sealed class LoadRun
{
    /// <summary>Towards the end nothing goes wrong any more, so that the bot can be ready in time.</summary>
    private const double ChaoticPart = 0.9;

    private readonly LoadPlan _plan;
    private readonly TimeProvider _clock;
    private readonly AnswerWatch _watch;
    private LoadBot? _bot;
    private volatile Generator? _generator;
    private volatile string _phase = "";

    /// <summary>Makes it.</summary>
    public LoadRun(LoadPlan plan, TimeProvider clock)
    {
        _plan = plan;
        _clock = clock;
        _watch = new AnswerWatch(clock, () => _bot?.Killed);
    }

    /// <summary>What it is to be.</summary>
    public LoadPlan Plan => _plan;

    /// <summary>What it is doing, for people.</summary>
    public string Phase => _phase;

    /// <summary>How many events were made so far, and how many interactions were answered.</summary>
    public (long Made, int Answered) Progress => (_generator?.Pace.Begun ?? 0, _watch.Answered);

    /// <summary>Does it.</summary>
    /// <param name="stop">Ends the making of load early; all is compared nonetheless.</param>
    /// <exception cref="FatalException">The bot failed.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken stop)
    {
        _phase = "Making the guilds";
        await using LoadSandbox sandbox = await LoadSandbox.StartAsync(_plan, _watch, CancellationToken.None);
        IReadOnlyList<CrowdGuild> guilds = await sandbox.Crowd.PopulateAsync(_plan.Guilds, _plan.Users, CancellationToken.None);
        await using var bot = new LoadBot(_plan, sandbox.Api, _clock);
        _bot = bot;
        bot.Start();
        var settling = new Settling(sandbox, bot, _clock);
        _phase = "Waiting for the bot";
        await settling.WaitUntilReadyAsync(guilds[0]);
        var seeds = new Random(_plan.Seed);
        using var generator = new Generator(
            new Pace(_clock, _plan.Rate, _plan.Duration),
            new CrowdTraffic(sandbox.Crowd, guilds, _plan.Mix, new Random(seeds.Next()), _clock));
        var chaos = new ChaosMaker(sandbox.Sandbox, sandbox.Crowd, bot, new Random(seeds.Next()), _clock);
        _phase = "Making load";
        _generator = generator;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        await MakeLoadAsync(generator, chaos, stop);
        _phase = "Waiting for the last answers";
        await settling.WaitUntilAllIsDoneAsync(guilds[0]);
        TimeSpan spent = Environment.CpuUsage.TotalTime - before;
        await bot.StopAsync();
        await sandbox.StopAsync();
        _phase = "Comparing";
        return await CompareAsync(sandbox, generator, chaos, settling.Marks, spent);
    }

    private async Task MakeLoadAsync(Generator generator, ChaosMaker chaos, CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task making = generator.RunAsync(ends.Token);
        Task mishaps = _plan.Chaos ? chaos.RunAsync(_plan.Duration * ChaoticPart, ends.Token) : Task.CompletedTask;
        Task all = Task.WhenAll(making, mishaps);
        bool isFailed = await Task.WhenAny(all, _bot!.Ended) != all;
        if (isFailed)
            await ends.CancelAsync();
        await all;
        if (isFailed)
            throw _bot.Failed(await _bot.Ended);
    }

    private async Task<LoadReport> CompareAsync(
        LoadSandbox sandbox, Generator generator, ChaosMaker chaos, IReadOnlySet<ulong> marks, TimeSpan spent)
    {
        SentRecord sent = SentRecord.Of(SandboxRecord.Read(sandbox.Journal));
        var comparison = new Comparison(sent, chaos.Lost);
        await using (DocumentLog stream = DocumentLog.OpenReadOnly(StreamFiles.EventsFolder(_plan.BotFolder)))
            await comparison.RunAsync(stream.MatchAsync(new EventFilter { Types = RecordedFacts.Types }, CancellationToken.None));
        Pace pace = generator.Pace;
        return new LoadReport
        {
            Seed = _plan.Seed,
            Seconds = pace.Elapsed.TotalSeconds,
            AskedRate = _plan.Rate,
            ReachedRate = pace.Begun / Math.Max(pace.Elapsed.TotalSeconds, double.Epsilon),
            NotMade = pace.Missed,
            Refused = generator.Refused,
            Events = comparison.Tallies,
            Answers = AnswerTally.Of(sent, _watch.IsLate, marks),
            AskedAgain = _watch.AskedAgain,
            AskedTwice = _watch.AskedTwice,
            WrittenTwice = sent.WrittenTwice,
            NeverSent = comparison.NeverSent,
            OutOfOrder = comparison.OutOfOrder,
            Gaps = comparison.Gaps,
            LatencyMs = _watch.Latency(),
            Chaos = chaos.Happened,
            BotProcessorSeconds = _bot!.ProcessorTime.TotalSeconds,
            BotPeakMemory = _bot.PeakMemory,
            SandboxProcessorSeconds = spent.TotalSeconds,
            Faults = comparison.Named,
            IsChaotic = _plan.Chaos,
        };
    }
}
