using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Framework;

/// <summary>
/// Reads the heads of messages and voice states without an object for anything: what a serializer allocates on the way to them was
/// most of what a dispatch cost.
/// </summary>
internal static class HeadReader
{
    private static readonly SnowflakeConverter Ids = new();

    /// <exception cref="JsonException">It is no message.</exception>
    public static MessageHead Message(ReadOnlySpan<byte> data) => Read(data, static (ref reader) =>
    {
        MessageHead head = default;
        while (NextField(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
                head = head with { Id = Id(ref reader) };
            else if (reader.ValueTextEquals("channel_id"u8))
                head = head with { ChannelId = Id(ref reader) };
            else if (reader.ValueTextEquals("guild_id"u8))
                head = head with { GuildId = IdOrNull(ref reader) };
            else if (reader.ValueTextEquals("webhook_id"u8))
                head = head with { WebhookId = IdOrNull(ref reader) };
            else if (reader.ValueTextEquals("author"u8))
                head = head with { Author = User(ref reader) ?? throw NotAnObject() };
            else
                reader.Skip();
        }
        return head;
    });

    /// <exception cref="JsonException">It is no voice state.</exception>
    public static VoiceHead Voice(ReadOnlySpan<byte> data) => Read(data, static (ref reader) =>
    {
        VoiceHead head = default;
        while (NextField(ref reader))
        {
            if (reader.ValueTextEquals("guild_id"u8))
                head = head with { GuildId = IdOrNull(ref reader) };
            else if (reader.ValueTextEquals("channel_id"u8))
                head = head with { ChannelId = IdOrNull(ref reader) };
            else if (reader.ValueTextEquals("user_id"u8))
                head = head with { UserId = Id(ref reader) };
            else if (reader.ValueTextEquals("member"u8))
                head = head with { User = UserOfMember(ref reader) };
            else
                reader.Skip();
        }
        return head;
    });

    private delegate T Reading<T>(ref Utf8JsonReader reader);

    private static T Read<T>(ReadOnlySpan<byte> data, Reading<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw NotAnObject();
            var head = read(ref reader);
            // Throws where anything follows.
            reader.Read();
            return head;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text that is not Unicode.", e);
        }
    }

    private static UserHead? UserOfMember(ref Utf8JsonReader reader)
    {
        if (!BeginObject(ref reader))
            return null;
        UserHead? user = null;
        while (NextField(ref reader))
        {
            if (reader.ValueTextEquals("user"u8))
                user = User(ref reader);
            else
                reader.Skip();
        }
        return user;
    }

    private static UserHead? User(ref Utf8JsonReader reader)
    {
        if (!BeginObject(ref reader))
            return null;
        UserHead user = default;
        while (NextField(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
                user = user with { Id = Id(ref reader) };
            else if (reader.ValueTextEquals("bot"u8))
                user = user with { Bot = FlagOrNull(ref reader) };
            else
                reader.Skip();
        }
        return user;
    }

    /// <summary>Whether the reader is at another field's name, rather than at the end of the object.</summary>
    private static bool NextField(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>False for null.</summary>
    private static bool BeginObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.Null => false,
            _ => throw NotAnObject(),
        };
    }

    private static Snowflake Id(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Ids.Read(ref reader, typeof(Snowflake), DiscordJson.Default.Options);
    }

    private static Snowflake? IdOrNull(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null
            ? null
            : Ids.Read(ref reader, typeof(Snowflake), DiscordJson.Default.Options);
    }

    private static bool? FlagOrNull(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Null => null,
            _ => throw new JsonException("true or false is expected."),
        };
    }

    private static JsonException NotAnObject() => new("A JSON object is expected.");
}
