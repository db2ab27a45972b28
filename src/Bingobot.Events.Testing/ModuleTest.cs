using System.Runtime.CompilerServices;

namespace Bingobot.Events.Testing;

/// <summary>Where tests of modules begin.</summary>
public static class ModuleTest
{
    /// <summary>
    /// A scenario: <c>await ModuleTest.For(() => [new VotesModule()]).Given(…).When(…).Then(…)</c>. It runs when it is awaited.
    /// </summary>
    /// <param name="modules">Makes fresh modules; called for each start and replay.</param>
    public static Scenario For(Func<IReadOnlyList<IModule>> modules) => new(modules);

    /// <summary>
    /// Replays a recorded stream through modules, and checks that it gives the state that is kept beside it: that an old stream
    /// means today what it meant. Replays twice, the second time on another thread under another culture, and checks that
    /// both agree.
    /// </summary>
    /// <param name="recorded">
    /// A file of one event a line, as <c>bingobot export</c>, <c>bingobot events --json</c> and <see cref="TestStream.RecordAsync"/>
    /// write it; relative to the test's source file or to the tests' program. Of <c>votes-1.ndjson</c> the state is kept in
    /// <c>votes-1.state.json</c>, as <c>bingobot state --json</c> writes it. Where that is missing, or another state is meant, the
    /// exception tells how to accept the new one.
    /// </param>
    /// <param name="modules">Makes fresh modules; called for each replay.</param>
    /// <param name="caller">Filled in by the compiler.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ModuleTestException">The state is another, two replays differ, or the file is no recorded stream.</exception>
    public static async Task<StreamSnapshot> ReplayAsync(
        string recorded, Func<IReadOnlyList<IModule>> modules, [CallerFilePath] string caller = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(recorded);
        ArgumentNullException.ThrowIfNull(modules);
        string path = RecordedStream.Find(recorded, caller);
        TestEventLog log = await RecordedStream.ReadAsync(path).ConfigureAwait(false);
        StreamSnapshot state = await ReplayCheck.CompareAsync(log, modules, live: null).ConfigureAwait(false);
        await ExpectedState.CheckAsync(path, state).ConfigureAwait(false);
        return state;
    }
}
