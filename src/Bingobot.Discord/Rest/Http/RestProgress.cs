using System.Net;

namespace Bingobot.Discord.Rest.Http;

/// <summary>
/// What is known of one request over its attempts, and whether there may be another. What was surely not done may always be sent
/// again; what may have been done only where twice is as once. Of 502 and 503 Discord says that the request was not processed, see
/// <see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#http-http-response-codes"/>, so it is sent again; but
/// since whatever stands before Discord answers so as well, a request that fails in the end counts as one that may have been done.
/// </summary>
internal sealed class RestProgress(RestRequest request, TimeProvider time)
{
    private int _rateLimited;
    private long _attemptBegan;
    private long _mayBeDoneSince;

    /// <summary>Whether an attempt may have been done.</summary>
    public bool MayBeDone { get; private set; }

    /// <summary>How often it was sent again after a failure.</summary>
    public int Retries { get; private set; }

    /// <summary>How long the next attempt may be waited for: at most so long, and only while twice is as once.</summary>
    public TimeSpan LongestWait(TimeSpan most) => Left is { } left && left < most ? Max(left, TimeSpan.Zero) : most;

    /// <summary>Another attempt begins.</summary>
    /// <exception cref="DiscordRestException">An earlier one may have been done, so long ago that this one could do it twice.</exception>
    public void Begin()
    {
        if (Left <= TimeSpan.Zero)
            throw RestErrors.TooLateToRepeat(request.Route);
        _attemptBegan = time.GetTimestamp();
    }

    /// <summary>Discord told to wait.</summary>
    /// <returns>How often it did.</returns>
    public int RateLimited() => ++_rateLimited;

    /// <summary>After an attempt that may have been done, not finding what was to be deleted is success.</summary>
    public bool IsGoneAsAsked(HttpStatusCode status) =>
        MayBeDone && request.Route.Method == HttpMethod.Delete && status == HttpStatusCode.NotFound;

    /// <summary>An attempt failed; returns where another may be made.</summary>
    /// <exception cref="DiscordRestException">There may be none.</exception>
    public void Failed(DiscordRestException problem, int mostRetries)
    {
        if (problem.Outcome == RestOutcome.Unknown && !MayBeDone)
        {
            MayBeDone = true;
            _mayBeDoneSince = _attemptBegan;
        }
        if (!MayRetry(problem) || Retries >= mostRetries)
            throw Ended(problem);
        Retries++;
    }

    /// <summary>The failure to tell of, with what earlier attempts mean for the outcome.</summary>
    public DiscordRestException Ended(DiscordRestException problem) =>
        !MayBeDone || problem.Outcome != RestOutcome.NotDone
            ? problem
            : new DiscordRestException(
                request.Route.Name,
                $"an earlier attempt may have been done; the last failed: {problem.Message}",
                RestOutcome.Unknown,
                problem)
            {
                Status = problem.Status,
                Code = problem.Code,
                Errors = problem.Errors,
                RetryAfter = problem.RetryAfter,
            };

    /// <summary>How long what may have been done can still be done again without doubling it; null: for ever, as far as is known.</summary>
    private TimeSpan? Left => MayBeDone ? request.IdempotentFor - time.GetElapsedTime(_mayBeDoneSince) : null;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private bool MayRetry(DiscordRestException problem) =>
        request.Body is not { CanBeSentAgain: false }
        && problem.Outcome switch
        {
            RestOutcome.NotDone => problem.Status is null,
            RestOutcome.Unknown => request.IsIdempotent
                || problem.Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable,
            _ => false,
        };
}
