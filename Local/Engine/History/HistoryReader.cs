using GlusterDr.Durable;
using GlusterDr.Local.Engine.Replay;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Engine.History;

/// <summary>Reads stored instances.</summary>
internal static class HistoryReader
{
    /// <summary>An unfinished instance of an earlier process.</summary>
    internal sealed record StoredInstance(InstanceInfo Info, OrchestrationRuntimeStatus Status, string? CustomStatus, long LastRow);

    private const string Instances = """
        SELECT i.name, i.instance_id, i.status, i.created_at, i.updated_at, s.payload, i.output, i.custom_status, i.failure,
            (SELECT at FROM history h WHERE h.instance_key = i.instance_key ORDER BY seq DESC LIMIT 1)
        FROM instances i JOIN history s ON s.instance_key = i.instance_key AND s.seq = 1
        """;

    /// <summary>The metadata of one instance.</summary>
    public static OrchestrationMetadata? Instance(SqliteConnection connection, string id) =>
        Metadata(connection, $"{Instances} WHERE i.instance_id = $0", id).FirstOrDefault();

    /// <summary>The instances whose ID starts with the prefix, oldest first.</summary>
    public static List<OrchestrationMetadata> All(SqliteConnection connection, string prefix) =>
        Metadata(connection, $"{Instances} WHERE i.instance_id >= $0 AND i.instance_id < $0 || char(1114111) ORDER BY i.instance_key", prefix);

    /// <summary>The unfinished instances of an earlier process, oldest first.</summary>
    public static List<StoredInstance> Unfinished(SqliteConnection connection)
    {
        const string Sql = """
            SELECT instance_key, instance_id, name, created_at, parent_key, parent_task, status, custom_status,
                (SELECT max(seq) FROM history h WHERE h.instance_key = i.instance_key)
            FROM instances i WHERE status < 2 ORDER BY instance_key
            """;
        List<StoredInstance> instances = [];
        using SqliteCommand command = Command(connection, Sql);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            InstanceInfo info = new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), Utc(reader.GetInt64(3)),
                reader.GetInt64(4), reader.GetInt32(5));
            instances.Add(new(info, (OrchestrationRuntimeStatus)reader.GetInt32(6), Text(reader, 7), reader.GetInt64(8)));
        }

        return instances;
    }

    /// <summary>Whether an event of this name was raised in an instance.</summary>
    public static bool HasEvent(SqliteConnection connection, string id, string eventName)
    {
        const string Sql = """
            SELECT EXISTS (SELECT 1 FROM history h JOIN instances i ON i.instance_key = h.instance_key
            WHERE i.instance_id = $0 AND h.kind = $1 AND h.name = $2)
            """;
        using SqliteCommand command = Command(connection, Sql, id, (int)HistoryKind.EventRaised, eventName);
        return (long)command.ExecuteScalar()! == 1;
    }

    /// <summary>The highest instance number.</summary>
    public static long LastKey(SqliteConnection connection)
    {
        using SqliteCommand command = Command(connection, "SELECT coalesce(max(instance_key), 0) FROM instances");
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The workflow's requests so far. Without results, and with only the beginnings of inputs, so it is small.</summary>
    public static RecordedRequests Requests(SqliteConnection connection, StoredInstance instance)
    {
        const string Sql = """
            SELECT kind, task_id, at, name, payload, hash FROM history
            WHERE instance_key = $0 AND seq <= $1 AND kind BETWEEN 2 AND 5 ORDER BY seq
            """;
        using SqliteCommand command = Command(connection, Sql, instance.Info.Key, instance.LastRow);
        using SqliteDataReader reader = command.ExecuteReader();
        List<HistoryRow> rows = [];
        while (reader.Read())
        {
            rows.Add(Row(reader));
        }

        return new RecordedRequests(rows);
    }

    /// <summary>The instance's events so far, read one by one, so that only one large result is in memory at a time.</summary>
    public static IEnumerable<(HistoryRow Row, bool IsLast)> Events(SqliteConnection connection, StoredInstance instance)
    {
        const string Sql = """
            SELECT kind, task_id, at, name, payload, hash FROM history
            WHERE instance_key = $0 AND seq <= $1 AND kind NOT BETWEEN 2 AND 5 ORDER BY seq
            """;
        using SqliteCommand command = Command(connection, Sql, instance.Info.Key, instance.LastRow);
        using SqliteDataReader reader = command.ExecuteReader();
        bool more = reader.Read();
        while (more)
        {
            HistoryRow row = Row(reader);
            more = reader.Read();
            yield return (row, !more);
        }
    }

    private static List<OrchestrationMetadata> Metadata(SqliteConnection connection, string sql, string parameter)
    {
        List<OrchestrationMetadata> instances = [];
        using SqliteCommand command = Command(connection, sql, parameter);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            DateTime updated = Utc(Math.Max(reader.GetInt64(4), reader.GetInt64(9)));
            string? failure = Text(reader, 8);
            instances.Add(new(
                reader.GetString(0), reader.GetString(1), (OrchestrationRuntimeStatus)reader.GetInt32(2),
                Utc(reader.GetInt64(3)), updated, Text(reader, 5), Text(reader, 6), Text(reader, 7),
                failure is null ? null : Json.Read<TaskFailureDetails>(failure)));
        }

        return instances;
    }

    private static HistoryRow Row(SqliteDataReader reader) =>
        new((HistoryKind)reader.GetInt32(0), reader.GetInt32(1), Text(reader, 3), Text(reader, 4))
        {
            At = Utc(reader.GetInt64(2)),
            Hash = Text(reader, 5),
        };

    private static string? Text(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);

    private static SqliteCommand Command(SqliteConnection connection, string sql, params object[] values)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL texts are the constants above; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i]);
        }

        return command;
    }
}
