using Microsoft.AspNetCore.Http;

namespace Bingobot.Sandbox;

/// <summary>Tells an observer of acknowledgements: when each arrived, what was done, and whether the bot was told.</summary>
internal sealed class AcknowledgementWatch(ISandboxObserver observer, TimeProvider time)
{
    private const int AlreadyAcknowledged = 40060;
    private const int UnknownInteraction = 10062;
    private static readonly object Key = new();

    /// <summary>The handler that leaves behind what it did, for <see cref="InvokeAsync"/>.</summary>
    public static Func<RestCall, Task<RestReply>> Noting(Func<RestCall, Task<RestReply>> acknowledge) => async call =>
    {
        IDictionary<object, object?> items = call.Request.HttpContext.Items;
        try
        {
            RestReply reply = await acknowledge(call);
            items[Key] = AcknowledgementOutcome.Taken;
            return reply;
        }
        catch (RestException e) when (e.Code is AlreadyAcknowledged or UnknownInteraction)
        {
            items[Key] = e.Code == AlreadyAcknowledged ? AcknowledgementOutcome.TakenBefore : AcknowledgementOutcome.TooLate;
            throw;
        }
    };

    /// <summary>The middleware; it passes all on.</summary>
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!Snowflake.TryParse(http.Request.RouteValues["interaction"] as string, out ulong interaction))
        {
            await next(http);
            return;
        }

        long arrived = time.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            AcknowledgementOutcome outcome = http.Items[Key] as AcknowledgementOutcome? ?? AcknowledgementOutcome.NotTaken;
            bool isTold = outcome != AcknowledgementOutcome.Taken || http.Response.StatusCode < StatusCodes.Status300MultipleChoices;
            observer.AcknowledgementServed(
                new ServedAcknowledgement(interaction, arrived, outcome, isTold && !http.RequestAborted.IsCancellationRequested));
        }
    }
}
