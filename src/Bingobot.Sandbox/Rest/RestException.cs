using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bingobot.Sandbox;

/// <summary>A request that is refused, as Discord says it
/// (<see href="https://docs.discord.com/developers/reference#error-messages"/>).</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "A status and a code are always known.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is answered inside this assembly.")]
internal sealed class RestException(int status, int code, string message, JsonObject? errors = null) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    public byte[] Body() => Json.Bytes(w =>
    {
        w.WriteStartObject();
        w.WriteString("message", Message);
        w.WriteNumber("code", code);
        if (errors is not null)
        {
            w.WritePropertyName("errors");
            errors.WriteTo(w);
        }

        w.WriteEndObject();
    });

    public static RestException Unauthorized() => new(401, 0, "401: Unauthorized");

    public static RestException NotFound() => new(404, 0, "404: Not Found");

    public static RestException WrongMethod() => new(405, 0, "405: Method Not Allowed");

    public static RestException BadJson(JsonException e) => new(400, 50109, $"The request body contains invalid JSON. {e.Message}");

    public static RestException UnknownChannel() => new(404, 10003, "Unknown Channel");

    public static RestException UnknownGuild() => new(404, 10004, "Unknown Guild");

    public static RestException UnknownMember() => new(404, 10007, "Unknown Member");

    public static RestException UnknownMessage() => new(404, 10008, "Unknown Message");

    public static RestException UnknownOverwrite() => new(404, 10009, "Unknown Overwrite");

    public static RestException UnknownRole() => new(404, 10011, "Unknown Role");

    public static RestException UnknownEmoji() => new(400, 10014, "Unknown Emoji");

    public static RestException UnknownBan() => new(404, 10026, "Unknown Ban");

    public static RestException UnknownUser() => new(404, 10013, "Unknown User");

    public static RestException UnknownWebhook() => new(404, 10015, "Unknown Webhook");

    public static RestException UnknownInteraction() => new(404, 10062, "Unknown interaction");

    public static RestException UnknownCommand() => new(404, 10063, "Unknown application command");

    public static RestException WrongApplication() =>
        new(403, 20012, "You are not authorized to perform this action on this application");

    public static RestException AlreadyAcknowledged() => new(400, 40060, "Interaction has already been acknowledged.");

    public static RestException NotTheAuthor() => new(403, 50005, "Cannot edit a message authored by another user");

    public static RestException EmptyMessage() => new(400, 50006, "Cannot send an empty message");

    public static RestException MissingAccess() => new(403, 50001, "Missing Access");

    public static RestException NoTextChannel() => new(400, 50008, "Cannot send messages in a non-text channel");

    public static RestException MissingPermissions() => new(403, 50013, "Missing Permissions");

    public static RestException WrongBulkCount() =>
        new(400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages.");

    public static RestException TooOldToBulkDelete() =>
        new(400, 50034, "You can only bulk delete messages that are under 14 days old.");

    public static RestException InvalidRole() => new(400, 50028, "Invalid Role");

    public static RestException NotInVoice() => new(400, 40032, "Target user is not connected to voice.");

    public static RestException InvalidWebhookToken() => new(401, 50027, "Invalid Webhook Token");

    public static RestException TooManyWebhooks(int max) => new(400, 30007, $"Maximum number of webhooks reached ({max})");

    public static RestException NotInDirect() => new(403, 50003, "Cannot execute action on a DM channel");

    public static RestException WrongChannelType() => new(400, 50024, "Cannot execute action on this channel type");

    public static RestException InvalidRecipient() => new(400, 50033, "Invalid Recipient(s)");

    public static RestException NoMutualGuild() =>
        new(403, 50278, "Cannot send messages to this user due to having no mutual guilds");

    public static RestException SystemMessage() => new(400, 50021, "Cannot execute action on a system message");

    public static RestException ThreadArchived() => new(400, 50083, "Thread is archived");

    public static RestException ThreadExists() => new(400, 160004, "A thread has already been created for this message");

    public static RestException ThreadLocked() => new(400, 160005, "Thread is locked");

    public static RestException TooManyThreads() => new(400, 160006, "Maximum number of active threads reached");

    public static RestException PollExpired() => new(400, 520001, "Poll expired");

    public static RestException PollIsFixed() => new(400, 520003, "Cannot edit a poll message");

    public static RestException NoPoll() => new(400, 520006, "Cannot expire a non-poll message");

    public static RestException TooLarge() => new(413, 40005, "Request entity too large");
}
