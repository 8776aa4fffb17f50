using GlusterDr.Durable;
using GlusterDr.Local.Engine.Replay;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Engine.History;

/// <summary>Writes instances and their histories with prepared statements, which are disposed with their connection.</summary>
internal sealed class HistoryTables(SqliteConnection connection)
{
    private readonly SqliteCommand _insertRow = Prepare(connection,
        """
        INSERT INTO history (instance_key, seq, kind, task_id, at, name, hash, payload)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7)
        """, 8);

    private readonly SqliteCommand _insertInstance = Prepare(connection,
        """
        INSERT INTO instances (instance_key, instance_id, name, status, created_at, updated_at, parent_key, parent_task)
        VALUES ($0, $1, $2, $3, $4, $4, $5, $6)
        """, 7);

    private readonly SqliteCommand _setRunning = Prepare(connection,
        "UPDATE instances SET status = 1, updated_at = $1 WHERE instance_key = $0", 2);

    private readonly SqliteCommand _setCustomStatus = Prepare(connection,
        "UPDATE instances SET custom_status = $2, updated_at = $1 WHERE instance_key = $0", 3);

    private readonly SqliteCommand _setOutcome = Prepare(connection,
        "UPDATE instances SET status = $2, output = $3, failure = $4, updated_at = $1 WHERE instance_key = $0", 5);

    private readonly SqliteCommand _find = Prepare(connection,
        "SELECT instance_key, status FROM instances WHERE instance_id = $0", 1);

    private readonly SqliteCommand _findOver = Prepare(connection,
        "SELECT instance_key, instance_id FROM instances WHERE status >= 2 AND created_at < $0 ORDER BY instance_key LIMIT $1", 2);

    private readonly SqliteCommand _deleteInstance = Prepare(connection, "DELETE FROM instances WHERE instance_key = $0", 1);

    private readonly SqliteCommand _deleteHistory = Prepare(connection, "DELETE FROM history WHERE instance_key = $0", 1);

    public void InsertRow(InstanceInfo instance, long number, HistoryRow row) =>
        Run(_insertRow, instance.Key, number, (int)row.Kind, row.TaskId, row.At.Ticks, row.Name, row.Hash, row.Payload);

    public void InsertInstance(InstanceInfo instance) =>
        Run(_insertInstance, instance.Key, instance.Id, instance.Name, (int)OrchestrationRuntimeStatus.Pending,
            instance.CreatedAt.Ticks, instance.ParentKey, instance.ParentTask);

    public void SetRunning(InstanceInfo instance, DateTime now) => Run(_setRunning, instance.Key, now.Ticks);

    public void SetCustomStatus(InstanceInfo instance, string? status, DateTime now) =>
        Run(_setCustomStatus, instance.Key, now.Ticks, status);

    public void SetOutcome(InstanceInfo instance, Outcome outcome, DateTime now) =>
        Run(_setOutcome, instance.Key, now.Ticks, (int)outcome.Status, outcome.Output, Json.Of(outcome.Failure));

    /// <summary>The current instance with this ID.</summary>
    public (long Key, OrchestrationRuntimeStatus Status)? Find(string id)
    {
        Bind(_find, id);
        using SqliteDataReader reader = _find.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), (OrchestrationRuntimeStatus)reader.GetInt32(1)) : null;
    }

    /// <summary>The oldest ended instances that were created before this time.</summary>
    public IReadOnlyList<(long Key, string Id)> FindOver(DateTime createdBefore, int most)
    {
        List<(long Key, string Id)> found = [];
        Bind(_findOver, createdBefore.Ticks, most);
        using SqliteDataReader reader = _findOver.ExecuteReader();
        while (reader.Read())
        {
            found.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return found;
    }

    public void Delete(long key)
    {
        Run(_deleteHistory, key);
        Run(_deleteInstance, key);
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL texts are the constants above; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
