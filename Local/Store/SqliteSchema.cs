using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Store;

/// <summary>The tables, and the migrations from each older version to the current one.</summary>
internal static class SqliteSchema
{
    // Entry n migrates from version n to n + 1. Never change a released entry: add another.
    private static readonly string[] s_migrations =
    [
        """
        CREATE TABLE documents (
            partition TEXT NOT NULL,
            key       TEXT NOT NULL,
            etag      TEXT NOT NULL,
            json      TEXT NOT NULL,
            PRIMARY KEY (partition, key)
        ) WITHOUT ROWID;

        CREATE TABLE instances (
            instance_key  INTEGER PRIMARY KEY,
            instance_id   TEXT NOT NULL UNIQUE,
            name          TEXT NOT NULL,
            status        INTEGER NOT NULL,
            created_at    INTEGER NOT NULL,
            updated_at    INTEGER NOT NULL,
            parent_key    INTEGER,
            parent_task   INTEGER,
            custom_status TEXT,
            output        TEXT,
            failure       TEXT
        );
        CREATE INDEX instances_unfinished ON instances (instance_key) WHERE status < 2;

        CREATE TABLE history (
            instance_key INTEGER NOT NULL,
            seq          INTEGER NOT NULL,
            kind         INTEGER NOT NULL,
            task_id      INTEGER NOT NULL,
            at           INTEGER NOT NULL,
            name         TEXT,
            hash         TEXT,
            payload      TEXT,
            PRIMARY KEY (instance_key, seq)
        ) WITHOUT ROWID;
        """,
    ];

    /// <summary>Migrates the tables to the current version.</summary>
    /// <exception cref="InvalidOperationException">A newer program wrote this file.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        long version = (long)Scalar(connection, "PRAGMA user_version")!;
        if (version > s_migrations.Length)
        {
            throw new InvalidOperationException(
                $"The database '{connection.DataSource}' has version {version}, this program knows up to " +
                $"{s_migrations.Length}: a newer program wrote it. Use that one, or restore a backup.");
        }

        for (long next = version; next < s_migrations.Length; next++)
        {
            Execute(connection, $"BEGIN IMMEDIATE; {s_migrations[next]} PRAGMA user_version = {next + 1}; COMMIT;");
        }
    }

    /// <summary>Runs statements without a result.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of a statement's result.</summary>
    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        return command.ExecuteScalar();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL texts are constants of this project, with numbers that it computes.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
