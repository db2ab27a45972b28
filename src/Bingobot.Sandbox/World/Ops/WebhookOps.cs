namespace Bingobot.Sandbox;

/// <summary>A webhook as it is from now on; new where there was none with its id.</summary>
internal sealed record WebhookSet(Webhook Webhook) : Op;

internal sealed record WebhookDeleted(ulong Id) : Op;
