using System.Text.Json;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Local.Store;
using GlusterDr.Notifications;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Sites;
using GlusterDr.Store;
using GlusterDr.TestKit;
using GlusterDr.Tests.Orchestrations.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Orchestrations.Sync.Finish;

/// <summary>Who listens is told of each run's end, in whichever state; what becomes of that changes nothing about the run.</summary>
public sealed class RunEndingTests : IAsyncLifetime
{
    private const string RunId = "sync-vms-20260101T000000Z";

    private readonly string _directory = Directory.CreateTempSubdirectory("glusterdr-endings-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Listener _listener = new();
    private readonly LogLines _log = new();
    private ServiceProvider _services = null!;

    private RunStore Runs => _services.GetRequiredService<RunStore>();

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging(logging => logging.Services.AddSingleton<ILoggerProvider>(_log))
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(_ => SqliteDatabase.Open(Path.Combine(_directory, "test.db"), new SqliteDatabaseOptions()))
            .AddSingleton<IDocumentStore, SqliteDocumentStore>()
            .AddSingleton<RunStore>()
            .AddSingleton<RecoveryPointStore>()
            .AddSingleton<LeaseStore>()
            .AddSingleton<IRunListener>(_listener)
            .AddSingleton(provider => new RunEndNotifier(
                provider.GetServices<IRunListener>(), _time, provider.GetRequiredService<ILogger<RunEndNotifier>>()))
            .AddSingleton(provider => new RunAccess(provider.GetRequiredService<RunStore>(), null!, provider.GetRequiredService<SiteLeases>()))
            .AddSingleton(provider => new SiteLeases(null!, null!, provider.GetRequiredService<IDocumentStore>(), new ControlPlaneHost("test"), _time))
            .BuildServiceProvider();
        await Runs.SavePolicyAsync(RunId, new Policy { Name = "vms", Site = new Site { Name = "main", GlusterHosts = ["p1"] }, Volume = "gv1", Destinations = [] }, CancellationToken.None);
        await Runs.SaveAsync(new Run { Id = RunId, Policy = "vms", StartedAt = _time.GetUtcNow() }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _log.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(RunState.Succeeded)]
    [InlineData(RunState.SucceededWithWarnings)]
    [InlineData(RunState.Failed)]
    [InlineData(RunState.Cancelled)]
    public async Task The_end_is_told_in_whichever_state(RunState state)
    {
        await FinishAsync(state);

        RunReport told = _listener.Told.ShouldHaveSingleItem();
        told.Run.State.ShouldBe(state);
        JsonSerializer.Serialize(told.Run).ShouldBe(JsonSerializer.Serialize(await Runs.GetAsync(RunId, CancellationToken.None)));
        told.Destinations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_listener_that_fails_changes_nothing_about_the_run_and_is_logged()
    {
        _listener.Fails = new HttpRequestException("no storage");

        await FinishAsync(RunState.Succeeded);

        (await Runs.GetAsync(RunId, CancellationToken.None)).State.ShouldBe(RunState.Succeeded);
        _log.All.ShouldContain(l => l.Contains($"could not be notified that run {RunId} has ended") && l.Contains("no storage"));
    }

    [Fact]
    public async Task A_listener_that_hangs_is_left_after_half_a_minute()
    {
        _listener.Hangs = true;
        Task finishing = FinishAsync(RunState.Succeeded);
        await _listener.Called;

        _time.Advance(TimeSpan.FromSeconds(31));

        await finishing.WaitAsync(Patience.Limit);
        (await Runs.GetAsync(RunId, CancellationToken.None)).State.ShouldBe(RunState.Succeeded);
        _log.All.ShouldContain(l => l.Contains($"could not be notified that run {RunId} has ended"));
    }

    [Fact]
    public async Task A_step_that_is_stopped_while_it_tells_tells_again_and_the_record_stays()
    {
        using CancellationTokenSource stop = new();
        _listener.Hangs = true;
        Task stopped = FinishAsync(RunState.Succeeded, stop.Token);
        await _listener.Called;
        DateTimeOffset? ended = (await Runs.GetAsync(RunId, CancellationToken.None)).EndedAt;

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(stopped);
        _listener.Hangs = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        await FinishAsync(RunState.Succeeded);

        _listener.Told.Count.ShouldBe(1);
        _listener.Told[0].Run.EndedAt.ShouldBe(ended);
    }

    [Fact]
    public async Task The_end_of_a_run_that_died_is_told_by_the_one_that_cleans_up_after_it()
    {
        const string Next = "sync-vms-20260102T000000Z";
        await Runs.SavePolicyAsync(Next, await Runs.GetPolicyAsync(RunId, CancellationToken.None), CancellationToken.None);
        CleanUpDeadRun settle = ActivatorUtilities.CreateInstance<CleanUpDeadRun>(_services, new SessionStopper(null!), new NoInstances());

        await settle.RunAsync(new(nameof(CleanUpDeadRun), Next, CancellationToken.None), new CleanUpDeadRun.Input(Next, RunId));

        RunReport told = _listener.Told.ShouldHaveSingleItem();
        told.Run.Id.ShouldBe(RunId);
        told.Run.State.ShouldBe(RunState.Failed);
        told.Run.Error!.Code.ShouldBe(ErrorCodes.RunDied);
    }

    private async Task FinishAsync(RunState state, CancellationToken cancellation = default)
    {
        string? point = state is RunState.Succeeded or RunState.SucceededWithWarnings ? "point" : null;
        await Runs.SaveDestinationAsync(RunId, new RunDestination("backup") { RecoveryPoint = point }, CancellationToken.None);
        Error[] warnings = state == RunState.SucceededWithWarnings ? [new(ErrorCodes.SnapshotFailed, ErrorClass.Permanent, "no room")] : [];
        Error? error = state == RunState.Failed ? new(ErrorCodes.HostUnreachable, ErrorClass.Transient, "gone") : null;
        FinishRun finish = ActivatorUtilities.CreateInstance<FinishRun>(_services);
        await finish.RunAsync(
            new(nameof(FinishRun), RunId, cancellation), new FinishRun.Input(RunId, state == RunState.Cancelled, error, warnings, []));
    }

    private sealed class Listener : IRunListener
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<RunReport> Told { get; } = [];

        public Exception? Fails { get; set; }

        public bool Hangs { get; set; }

        public Task Called => _called.Task;

        public async Task EndedAsync(RunReport report, CancellationToken cancellation)
        {
            _called.TrySetResult();
            if (Hangs)
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }

            if (Fails is not null)
            {
                throw Fails;
            }

            Told.Add(report);
        }
    }
}
