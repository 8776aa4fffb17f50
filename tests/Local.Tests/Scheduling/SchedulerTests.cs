using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Local.Scheduling;
using GlusterDr.Local.Store;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Scheduling;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Local.Scheduling;

public sealed class SchedulerTests : IAsyncDisposable
{
    private const string Hourly = "0 0 * * * *";

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 11, 30, 0, TimeSpan.Zero));
    private readonly RecordingClient _client = new();
    private readonly SqliteDatabase _database;
    private readonly PolicyStore _policies;
    private readonly ScheduleStore _schedules;
    private readonly RunStore _runs;
    private Scheduler _sut;
    private DueRuns _due = null!;

    public SchedulerTests()
    {
        _database = SqliteDatabase.Open(_directory.File("test.db"));
        SqliteDocumentStore store = new(_database);
        _policies = new(store);
        _schedules = new(store);
        _runs = new(store);
        _sut = CreateSut();
    }

    [Fact]
    public async Task A_new_schedule_begins_with_its_next_window()
    {
        await ApplyAsync("vms", Hourly);

        (await _due.StartAsync(default)).ShouldBe(At("12:00:00"));

        _client.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_window_starts_one_run_however_often_it_is_checked()
    {
        await ApplyAsync("vms", Hourly);
        await _due.StartAsync(default);

        _time.AdvanceTo(At("12:00:00"));
        await _due.StartAsync(default);
        (await _due.StartAsync(default)).ShouldBe(At("13:00:00"));

        _client.Started.ShouldBe([new SyncRequest("sync-vms-20260101T120000Z", "vms", RunTrigger.Schedule) { Version = SyncRequest.CurrentVersion }]);
    }

    [Fact]
    public async Task Windows_missed_while_the_host_was_down_are_served_once()
    {
        await ApplyAsync("vms", Hourly);
        await _due.StartAsync(default);

        _time.AdvanceTo(At("18:20:00"));
        _sut = CreateSut();
        (await _due.StartAsync(default)).ShouldBe(At("19:00:00"));
        await _due.StartAsync(default);

        _client.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_crash_between_the_start_of_a_run_and_its_note_starts_no_second_one()
    {
        await ApplyAsync("vms", Hourly);
        await _due.StartAsync(default);
        _time.AdvanceTo(At("12:00:05"));
        await _runs.SaveAsync(
            new Run
            {
                Id = "sync-vms-20260101T120002Z",
                Policy = "vms",
                Trigger = RunTrigger.Schedule,
                StartedAt = At("12:00:02"),
                State = RunState.Succeeded,
            },
            default);

        _sut = CreateSut();
        (await _due.StartAsync(default)).ShouldBe(At("13:00:00"));
        await _due.StartAsync(default);

        _client.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_on_demand_does_not_stand_for_a_window()
    {
        await ApplyAsync("vms", Hourly);
        await _due.StartAsync(default);
        _time.AdvanceTo(At("12:00:05"));
        await _runs.SaveAsync(
            new Run { Id = "sync-vms-20260101T120002Z", Policy = "vms", StartedAt = At("12:00:02"), State = RunState.Succeeded }, default);

        CreateSut();
        await _due.StartAsync(default);

        _client.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_window_that_comes_while_a_run_is_at_work_is_left_out_and_remembered()
    {
        await ApplyAsync("vms", Hourly);
        await _due.StartAsync(default);
        _time.AdvanceTo(At("12:00:00"));
        await _due.StartAsync(default);

        _time.AdvanceTo(At("13:00:00"));
        await _due.StartAsync(default);
        _client.End(_client.Started[0].RunId);
        await _due.StartAsync(default);

        _client.Started.ShouldHaveSingleItem();
        ScheduleState.SkippedWindow skipped = (await _schedules.FindAsync("vms", default))!.LastSkipped!;
        skipped.Due.ShouldBe(At("13:00:00"));
        skipped.Why.Code.ShouldBe(ErrorCodes.LeaseHeld);
        skipped.Why.Message.ShouldContain("sync-vms-20260101T120000Z");

        _time.AdvanceTo(At("14:00:00"));
        await _due.StartAsync(default);
        _client.Started.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_start_that_fails_is_tried_again_soon()
    {
        await ApplyAsync("vms", Hourly);
        await _due.StartAsync(default);
        _time.AdvanceTo(At("12:00:00"));
        _client.Failure = new IOException("disk full");

        (await _due.StartAsync(default)).ShouldBe(At("12:01:00"));

        _time.AdvanceTo(At("12:01:00"));
        await _due.StartAsync(default);
        _client.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_changed_schedule_begins_anew()
    {
        await ApplyAsync("vms", Hourly);
        await _due.StartAsync(default);
        _time.AdvanceTo(At("12:10:00"));

        await ApplyAsync("vms", "0 5 * * * *");

        (await _due.StartAsync(default)).ShouldBe(At("13:05:00"));
        _client.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_earliest_window_of_all_policies_is_next_and_none_without_schedules()
    {
        (await _due.StartAsync(default)).ShouldBeNull();
        await ApplyAsync("on-demand", null);
        (await _due.StartAsync(default)).ShouldBeNull();
        await ApplyAsync("nightly", "0 0 2 * * *");
        await ApplyAsync("often", "0 */10 * * * *");

        (await _due.StartAsync(default)).ShouldBe(At("11:40:00"));
    }

    [Fact]
    public async Task One_timer_rings_at_the_window_and_a_changed_policy_is_heard_at_once()
    {
        await _sut.StartAsync(default);
        await ApplyAsync("vms", Hourly);
        _sut.PoliciesChanged();

        await AdvanceInStepsAsync(At("12:00:00"));
        await _client.WhenFirstStarted().WaitAsync(Patience.Limit);

        _client.Started.ShouldHaveSingleItem().RunId.ShouldBe("sync-vms-20260101T120000Z");
    }

    public async ValueTask DisposeAsync()
    {
        await _sut.DisposeAsync();
        _database.Dispose();
        _directory.Dispose();
    }

    /// <summary>The loop reads the clock at least every ten minutes. Each step waits until the timer is set again.</summary>
    private async Task AdvanceInStepsAsync(DateTimeOffset until)
    {
        while (_time.GetUtcNow() < until)
        {
            await _time.WhenTimerIsSetAsync().WaitAsync(Patience.Limit);
            _time.AdvanceTo(_time.NextTimer is { } next && next < until ? next : until);
        }
    }

    private Scheduler CreateSut()
    {
        RunStarter starter = new(_client, _policies, new LeaseStore(new SqliteDocumentStore(_database), _time), _time);
        _due = new(_policies, _schedules, _runs, starter, _time, NullLogger<DueRuns>.Instance);
        HistoryRetention histories = new(_client, _time, NullLogger<HistoryRetention>.Instance);
        return new(_policies, _due, histories, _time, NullLogger<Scheduler>.Instance);
    }

    private Task ApplyAsync(string name, string? schedule) => _policies.SaveAsync(TestPolicies.Named(name, schedule), default);

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-01-01T{time}Z");
}
