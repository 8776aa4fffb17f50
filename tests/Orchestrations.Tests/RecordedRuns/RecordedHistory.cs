using System.Text.Json;
using System.Text.Json.Nodes;
using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Store;
using GlusterDr.TestKit;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Tests.Orchestrations.RecordedRuns;

/// <summary>Reads and writes histories as files, and as databases that a workflow engine can continue from.</summary>
internal static class RecordedHistory
{
    private const int Running = 1;

    /// <summary>The file of a scenario.</summary>
    public static string FileOf(int version, string scenario) =>
        Repository.At("tests", "fixtures", "runs", $"v{version}", $"{scenario}.jsonl");

    /// <summary>Writes all instances of a database, one per line.</summary>
    public static void Record(SqliteDatabase database, string file)
    {
        using SqliteConnection connection = database.OpenReader();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, Instances(connection).Select(instance => JsonSerializer.Serialize(instance, DrJson.Options)));
    }

    public static IReadOnlyList<RecordedInstance> Read(string file) =>
        [.. File.ReadLines(file).Select(line => JsonSerializer.Deserialize<RecordedInstance>(line, DrJson.Options)!)];

    /// <summary>Creates a database with the first rows of an instance, which has not ended.</summary>
    public static void Restore(string databaseFile, RecordedInstance instance, int rows)
    {
        SqliteDatabase.Open(databaseFile).Dispose();
        using SqliteConnection connection = new($"Data Source={databaseFile};Pooling=False");
        connection.Open();
        using SqliteTransaction all = connection.BeginTransaction();
        Execute(connection,
            "INSERT INTO instances (instance_key, instance_id, name, status, created_at, updated_at, parent_key, parent_task) VALUES (1, $0, $1, $2, $3, $3, 0, 0)",
            instance.Id, instance.Name, Running, instance.CreatedAt);
        for (int i = 0; i < rows; i++)
        {
            RecordedRow row = instance.Rows[i];
            Execute(connection,
                "INSERT INTO history (instance_key, seq, kind, task_id, at, name, hash, payload) VALUES (1, $0, $1, $2, $3, $4, $5, $6)",
                i + 1, row.Kind, row.TaskId, row.At, row.Name, row.Hash, row.Payload);
        }

        all.Commit();
    }

    private static IEnumerable<RecordedInstance> Instances(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT instance_key, instance_id, name, status, created_at FROM instances ORDER BY instance_key";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            OrchestrationRuntimeStatus status = (OrchestrationRuntimeStatus)reader.GetInt32(3);
            yield return new(reader.GetString(1), reader.GetString(2), status, reader.GetInt64(4), [.. Rows(connection, reader.GetInt64(0))]);
        }
    }

    private static IEnumerable<RecordedRow> Rows(SqliteConnection connection, long key)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT kind, task_id, at, name, hash, payload FROM history WHERE instance_key = $0 AND kind <> $1 ORDER BY seq";
        command.Parameters.AddWithValue("$0", key);
        command.Parameters.AddWithValue("$1", (int)HistoryKind.Ended);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            string? payload = reader.GetInt32(0) == (int)HistoryKind.TaskFailed ? WithoutStack(Text(reader, 5)) : Text(reader, 5);
            yield return new(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2), Text(reader, 3), Text(reader, 4), payload);
        }
    }

    /// <summary>Removes stack traces: workflows do not use them, and they contain paths of the machine that recorded them.</summary>
    private static string? WithoutStack(string? payload)
    {
        JsonNode? failure = payload is null ? null : JsonNode.Parse(payload);
        for (JsonObject? one = failure as JsonObject; one is not null; one = one["innerFailure"] as JsonObject)
        {
            one.Remove("stackTrace");
        }

        return failure?.ToJsonString(DrJson.Options);
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static void Execute(SqliteConnection connection, string sql, params object?[] values)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above; the values are bound.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }
}
