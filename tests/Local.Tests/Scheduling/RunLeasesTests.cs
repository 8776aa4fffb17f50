using GlusterDr.Errors;
using GlusterDr.Leases;
using GlusterDr.Local.Store;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Scheduling;

/// <summary>A run takes the leases of all volumes of its policy, or none.</summary>
public sealed class RunLeasesTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SqliteDatabase _database;
    private readonly RecordingClient _client = new();
    private readonly PolicyStore _policies;
    private readonly LeaseStore _leases;
    private readonly RunStarter _starter;

    public RunLeasesTests()
    {
        _database = SqliteDatabase.Open(_directory.File("test.db"));
        SqliteDocumentStore store = new(_database);
        (_policies, _leases) = (new PolicyStore(store), new LeaseStore(store, _time));
        _starter = new RunStarter(_client, _policies, _leases, _time);
    }

    [Fact]
    public async Task A_start_takes_every_volume_and_a_release_leaves_none()
    {
        string run = await StartAsync("both", "system", "data");

        (await HeldAsync()).ShouldBe([("data", run), ("system", run)]);

        await _leases.ReleaseAllAsync(run, default);
        (await HeldAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("system")]
    [InlineData("data")]
    public async Task If_any_volume_is_leased_the_start_is_refused_and_takes_no_lease(string held)
    {
        string live = await StartAsync("one", held);

        DrException refused = await Should.ThrowAsync<DrException>(() => StartAsync("both", "system", "data"));

        refused.Error.Code.ShouldBe(ErrorCodes.LeaseHeld);
        refused.Error.Message.ShouldContain($"Run '{live}' has been using volume '{held}'");
        (await HeldAsync()).ShouldBe([(held, live)]);
    }

    [Fact]
    public async Task An_operation_that_holds_a_volume_is_named_with_the_actions_that_know_it()
    {
        const string Repair = "repair-data-20260101T000000Z";
        await _client.ScheduleNewOrchestrationInstanceAsync("RepairSession", null, new(Repair), default);
        await _leases.TryAcquireAsync(LeaseStore.StorageDomain("here", "data"), Repair, _ => Task.FromResult(true), default);

        DrException refused = await Should.ThrowAsync<DrException>(() => StartAsync("one", "data"));

        refused.Error.Message.ShouldContain($"operation '{Repair}' has been using volume 'data'");
        refused.Error.Actions.ShouldBe(
            [AdvisedAction.Of(AdviceCodes.FollowOperation, ("operation", Repair)), AdvisedAction.Of(AdviceCodes.CancelOperation, ("operation", Repair))]);
    }

    [Fact]
    public async Task A_starter_that_dies_with_some_leases_blocks_nobody()
    {
        // One run ended without a release, and one starter died before it had all leases: its run never started.
        _client.End(await StartAsync("one", "data"));
        await _leases.TryAcquireAsync(LeaseStore.StorageDomain("here", "more"), "sync-both-20250101T000000Z", _ => Task.FromResult(false), default);

        string run = await StartAsync("both", "system", "data", "more");

        (await HeldAsync()).ShouldBe([("data", run), ("more", run), ("system", run)]);
    }

    [Fact]
    public async Task Taken_again_by_the_same_run_they_stay_also_where_one_more_is_refused()
    {
        string run = await StartAsync("both", "system", "data");
        string other = await StartAsync("one", "more");
        RunLeases sut = new(_leases, _client);

        await sut.TakeAsync(Make("both", "system", "data"), run, default);
        await Should.ThrowAsync<DrException>(() => sut.TakeAsync(Make("both", "system", "data", "more", "zeta"), run, default));

        (await HeldAsync()).ShouldBe([("data", run), ("more", other), ("system", run)]);
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    private async Task<string> StartAsync(string name, params string[] volumes)
    {
        await _policies.SaveAsync(Make(name, volumes), default);
        return await _starter.StartAsync(name, RunTrigger.Demand, default);
    }

    private async Task<IEnumerable<(string Volume, string Run)>> HeldAsync() =>
        (await _leases.ListAsync(default)).Select(l => (l.Resource.Split(':')[^1], l.Holder));

    private static Policy Make(string name, params string[] volumes)
    {
        Policy policy = TestPolicies.Named(name);
        return policy with
        {
            Volume = volumes[0],
            Destinations = [.. volumes.Select(v => policy.Destinations[0] with { Name = v, PrimaryVolume = v, Volume = $"{v}-copy" })],
        };
    }
}
