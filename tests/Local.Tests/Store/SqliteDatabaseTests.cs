using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Local.Store;
using GlusterDr.TestKit;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Tests.Local.Store;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string File => _directory.File("test.db");

    [Fact]
    public async Task Acknowledged_writes_survive_a_power_cut()
    {
        using SqliteDatabase database = SqliteDatabase.Open(File);
        (await PragmaAsync(database, "synchronous")).ShouldBe("2");
        (await PragmaAsync(database, "journal_mode")).ShouldBe("wal");
    }

    [Fact]
    public async Task Where_power_cuts_do_not_matter_no_write_waits_for_the_disk()
    {
        using SqliteDatabase database = SqliteDatabase.Open(File, new SqliteDatabaseOptions { SurvivesPowerCuts = false });
        (await PragmaAsync(database, "synchronous")).ShouldBe("0");
        (await PragmaAsync(database, "journal_mode")).ShouldBe("wal");
    }

    [Fact]
    public async Task On_a_scheduler_it_works_there_and_what_is_left_at_the_end_is_written()
    {
        ConcurrentExclusiveSchedulerPair pair = new();
        ConcurrentQueue<TaskScheduler> used = [];
        SqliteDatabase database = SqliteDatabase.Open(File, new SqliteDatabaseOptions { Scheduler = pair.ExclusiveScheduler });
        SqliteDocumentStore store = new(database);
        await store.InsertAsync("p", "first", "1");
        await database.WriteAsync(_ => Use());
        await database.ReadAsync(_ => Use());
        used.ShouldBe([pair.ExclusiveScheduler, pair.ExclusiveScheduler]);

        // Queued, and written by the disposal, which is on the scheduler itself.
        await Task.Factory.StartNew(
            () =>
            {
                _ = store.InsertAsync("p", "last", "1");
                database.Dispose();
            },
            default, TaskCreationOptions.None, pair.ExclusiveScheduler);

        using SqliteDatabase again = SqliteDatabase.Open(File);
        (await new SqliteDocumentStore(again).ListAsync("p").ToListAsync()).Select(d => d.Key).ShouldBe(["first", "last"]);

        int Use()
        {
            used.Enqueue(TaskScheduler.Current);
            return 0;
        }
    }

    /// <summary>An older library of the system could have known faults.</summary>
    [Fact]
    public async Task The_sqlite_that_runs_is_the_one_of_the_pinned_package()
    {
        using SqliteDatabase database = SqliteDatabase.Open(File);
        string version = await database.WriteAsync(connection => connection.ServerVersion);
        PinnedVersion("SQLite").ShouldBe(version);
        Process.GetCurrentProcess().Modules.Cast<ProcessModule>().Select(m => m.FileName)
            .Where(name => name.Contains("sqlite3", StringComparison.Ordinal) && !name.EndsWith(".dll", StringComparison.Ordinal))
            .ShouldAllBe(name => name.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_written_is_there_after_it_was_opened_again()
    {
        using (SqliteDatabase database = SqliteDatabase.Open(File))
        {
            await new SqliteDocumentStore(database).InsertAsync("p", "k", "1");
        }

        using SqliteDatabase again = SqliteDatabase.Open(File);
        (await new SqliteDocumentStore(again).GetAsync("p", "k"))!.Json.ShouldBe("1");
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused()
    {
        using (SqliteDatabase database = SqliteDatabase.Open(File))
        {
            await database.WriteAsync(connection => Execute(connection, "PRAGMA user_version = 99"));
        }

        Should.Throw<InvalidOperationException>(() => SqliteDatabase.Open(File))
            .Message.ShouldContain("a newer program wrote it");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        System.IO.File.WriteAllText(File, new string('x', 10_000));
        Should.Throw<SqliteException>(() => SqliteDatabase.Open(File));
    }

    [Fact]
    public async Task A_failed_change_does_not_take_its_neighbours_with_it()
    {
        using SqliteDatabase database = SqliteDatabase.Open(File);
        SqliteDocumentStore store = new(database);
        using ManualResetEventSlim gate = new();
        Task<bool> first = database.WriteAsync(_ => gate.Wait(Patience.Limit));

        // These three wait for the first one, and share a commit.
        Task before = store.InsertAsync("p", "before", "1");
        Task<int> bad = database.WriteAsync(connection => Execute(connection, "INSERT INTO no_such_table VALUES (1)"));
        Task after = store.InsertAsync("p", "after", "1");
        gate.Set();
        await Task.WhenAll(first, before, after);
        await Should.ThrowAsync<SqliteException>(bad);
        (await store.GetAsync("p", "before")).ShouldNotBeNull();
        (await store.GetAsync("p", "after")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Changes_that_queue_up_share_a_commit()
    {
        using SqliteDatabase database = SqliteDatabase.Open(File);
        using ManualResetEventSlim gate = new();
        int commits = 0;
        Task<bool> first = database.WriteAsync(connection =>
        {
            SQLitePCL.raw.sqlite3_commit_hook(connection.Handle, _ => Interlocked.Increment(ref commits) < 0 ? 1 : 0, null);
            return gate.Wait(Patience.Limit);
        });
        SqliteDocumentStore store = new(database);
        Task[] writes = [.. Enumerable.Range(0, 500).Select(i => store.InsertAsync("p", $"{i}", "1"))];
        gate.Set();
        await first;
        await Task.WhenAll(writes);
        commits.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_change_that_must_succeed_waits_for_the_disk_and_keeps_its_place()
    {
        SqliteDatabaseOptions options = new() { FirstRetryInterval = TimeSpan.FromMilliseconds(1) };
        using SqliteDatabase database = SqliteDatabase.Open(File, options);
        List<string> order = [];
        StubbornWrite stubborn = new(failures: 3, order);
        database.Enqueue(stubborn);
        PatientWrites.Begin();
        Task next = database.WriteAsync(_ =>
        {
            order.Add("next");
            return true;
        });
        await stubborn.Done;
        await next;
        order.ShouldBe(["try", "try", "try", "try", "committed", "next"], ignoreOrder: false);
        database.Waiting.ShouldBeNull();
    }

    [Fact]
    public async Task While_the_disk_is_full_a_write_of_a_step_waits_and_any_other_is_refused()
    {
        SqliteDatabaseOptions options = new() { FirstRetryInterval = TimeSpan.FromMilliseconds(1) };
        using SqliteDatabase database = SqliteDatabase.Open(File, options);
        SqliteDocumentStore store = new(database);
        StubbornWrite disk = new(failures: int.MaxValue, []);
        database.Enqueue(disk);
        await disk.Tried;
        Task step = PatientAsync(() => store.UpsertAsync("p", "of a step", "1"));
        using CancellationTokenSource leave = new();
        Task left = PatientAsync(() => store.UpsertAsync("p", "left", "1", leave.Token));

        DrException refused = await Should.ThrowAsync<DrException>(() => store.UpsertAsync("p", "of a person", "1"));
        refused.Error.Code.ShouldBe(ErrorCodes.StoreUnavailable);
        database.Waiting!.Advice.ShouldBe(refused.Error.Advice);
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        step.IsCompleted.ShouldBeFalse();

        disk.MakeRoom();
        await step;
        database.Waiting.ShouldBeNull();
        (await store.GetAsync("p", "of a person")).ShouldBeNull();
    }

    [Fact]
    public async Task An_abandoned_database_neither_writes_nor_answers()
    {
        Task<string> unanswered;
        using (SqliteDatabase database = SqliteDatabase.Open(File))
        {
            SqliteDocumentStore store = new(database);
            await store.InsertAsync("p", "before", "1");
            database.Abandon();
            unanswered = store.InsertAsync("p", "after", "1");
        }

        using SqliteDatabase again = SqliteDatabase.Open(File);
        (await new SqliteDocumentStore(again).GetAsync("p", "before")).ShouldNotBeNull();
        (await new SqliteDocumentStore(again).GetAsync("p", "after")).ShouldBeNull();
        unanswered.IsCompleted.ShouldBeFalse();
    }

    public void Dispose() => _directory.Dispose();

    // The version of a package that these tests were built with.
    private static string PinnedVersion(string package)
    {
        string path = Path.Combine(AppContext.BaseDirectory, typeof(SqliteDatabaseTests).Assembly.GetName().Name + ".deps.json");
        using JsonDocument dependencies = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        return dependencies.RootElement.GetProperty("libraries").EnumerateObject()
            .Select(library => library.Name.Split('/'))
            .Single(name => name[0] == package)[1];
    }

    private static Task<string> PragmaAsync(SqliteDatabase database, string name) => database.WriteAsync(connection =>
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT CAST({name} AS TEXT) FROM pragma_{name}";
        return (string)command.ExecuteScalar()!;
    });

    /// <summary>Writes as an activity does.</summary>
    private static async Task PatientAsync(Func<Task> write)
    {
        PatientWrites.Begin();
        await write();
    }

    private static int Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    private sealed class StubbornWrite(int failures, List<string> order) : WriteOperation
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = failures;

        public Task Done => _done.Task;

        public Task Tried => _tried.Task;

        public override bool MustSucceed => true;

        public override void Execute(SqliteConnection connection)
        {
            order.Add("try");
            if (order.Count == 2)
            {
                _tried.SetResult();
            }

            if (_left-- > 0)
            {
                throw new SqliteException("database or disk is full", 13);
            }
        }

        public void MakeRoom() => Volatile.Write(ref _left, 0);

        public override void Committed()
        {
            order.Add("committed");
            _done.SetResult();
        }
    }
}
