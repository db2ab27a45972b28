using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace Bingobot.Sandbox;

/// <summary>Waits, on the person's side, for what the bot answers.</summary>
internal sealed class Answers(WorldStore store, SandboxOptions options, IHostApplicationLifetime lifetime)
{
    private const string NoResponse = "The application did not respond";
    private const int DeferredUpdate = 6;

    /// <summary>An acknowledgement that came in time may still be on its way to the journal.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <exception cref="SandboxException">504: the bot did not respond in time, or everything is being stopped.</exception>
    public async Task<BotAnswer> WaitAsync(ulong interactionId, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            return await WaitForAnswerAsync(interactionId, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException(504, NoResponse);
        }
    }

    /// <exception cref="SandboxException">504: the bot suggested nothing in time.</exception>
    public async Task<JsonElement> WaitForChoicesAsync(ulong interactionId, CancellationToken cancellationToken)
    {
        Interaction interaction = await WaitAsync(
            interactionId, i => i.Acknowledged is not null, options.AcknowledgeWithin + Grace, cancellationToken);
        return interaction.Choices ?? throw new SandboxException(504, NoResponse);
    }

    private async Task<BotAnswer> WaitForAnswerAsync(ulong interactionId, CancellationToken cancellationToken)
    {
        Interaction interaction = await WaitAsync(
            interactionId, i => i.Acknowledged is not null, options.AcknowledgeWithin + Grace, cancellationToken);
        if (interaction.Acknowledged is null)
            throw new SandboxException(504, NoResponse);
        if (interaction.AnswerId is null && interaction.Modal is null)
        {
            interaction = await WaitAsync(
                interactionId, i => i.AnswerId is not null, options.DeferredAnswerWithin, cancellationToken);
        }

        World world = store.Durable;
        if (interaction.Modal is { } modal)
        {
            return new BotAnswer(Snowflake.Text(interactionId), null, ModalBody(interactionId, modal))
            {
                Form = FormViewing.Form(interactionId, modal),
            };
        }

        ulong? answerId = interaction.AnswerId ?? (interaction.Acknowledged == DeferredUpdate ? interaction.OriginalId : null);
        if (answerId is not { } id)
            throw new SandboxException(504, NoResponse);
        Message message = world.FindMessage(interaction.ChannelId, id)
            ?? throw new SandboxException(404, "The bot has deleted its answer.");
        return new BotAnswer(
            Snowflake.Text(interactionId),
            Viewing.Message(world, message),
            Json.Element(w => w.WriteMessage(world, message, interactionId: interactionId)));
    }

    private async Task<Interaction> WaitAsync(
        ulong id, Func<Interaction, bool> until, TimeSpan within, CancellationToken cancellationToken)
    {
        long start = options.TimeProvider.GetTimestamp();
        while (true)
        {
            Task changed = store.Changed;
            Interaction interaction = store.Durable.Interactions.GetValueOrDefault(id)
                ?? throw new SandboxException(504, NoResponse);
            TimeSpan left = within - options.TimeProvider.GetElapsedTime(start);
            if (until(interaction) || left <= TimeSpan.Zero)
                return interaction;
            try
            {
                await changed.WaitAsync(left, options.TimeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Whether it came after all is looked at once more above.
            }
        }
    }

    private static JsonElement ModalBody(ulong interactionId, JsonElement modal) => Json.Element(w =>
    {
        w.WriteStartObject();
        w.Element("modal", modal);
        w.Id("interaction", interactionId);
        w.WriteEndObject();
    });
}
