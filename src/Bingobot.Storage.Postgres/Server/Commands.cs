using Npgsql;

namespace Bingobot.Storage.Postgres.Server;

/// <summary>Short ways to make commands with typed, positional parameters.</summary>
internal static class Commands
{
    /// <summary>The server ends a statement first; the client waits this much longer to hear of it.</summary>
    private const int ClientPatienceSeconds = 5;

    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, int timeoutSeconds) =>
        new(sql, connection) { CommandTimeout = timeoutSeconds + ClientPatienceSeconds };

    public static NpgsqlBatch Batch(this NpgsqlConnection connection, int timeoutSeconds) =>
        new(connection) { Timeout = timeoutSeconds + ClientPatienceSeconds };

    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand Append(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }
}
