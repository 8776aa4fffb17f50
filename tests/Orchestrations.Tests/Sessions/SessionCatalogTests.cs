using System.Collections.Concurrent;
using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Leases;
using GlusterDr.Operations;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Simulators;
using GlusterDr.Store;
using GlusterDr.TestKit;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>A list of sessions asks Gluster and the store as often for many as for one.</summary>
public sealed class SessionCatalogTests
{
    [Fact]
    public async Task A_list_asks_once_however_many_sessions_there_are()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        foreach (int i in Enumerable.Range(1, 4))
        {
            sites.World.Site("main").AddVolume($"vol{i}").Options.Set("performance.strict-write-ordering", "on");
            sites.World.Site("far").AddVolume($"copy{i}", VolumeType.Distribute, bricks: 2, setSize: 1).Options.Set("performance.strict-write-ordering", "on");
            SetUpRequest request = new("p1", new GeoRepSession($"vol{i}", null, "s1", $"copy{i}")) { Start = false };
            (await sites.RunAsync(request)).State.ShouldBe(OperationState.Succeeded);
        }

        CountingStore store = new(sites.Plane.Get<IDocumentStore>());
        PolicyStore policies = new(store);
        LeaseStore leases = new(store, sites.Clock);
        await leases.TryAcquireAsync(LeaseStore.StorageDomain("main", "vol1"), "sync-a-20260101T000000Z", _ => Task.FromResult(false), default);
        PoolFinder pools = new(sites.Plane.Get<PolicyStore>());
        SessionUse use = new(policies, new RunStore(store), leases, sites.Plane.Get<IOrchestrationClient>(), pools, sites.Plane.Get<GlusterClient>());
        SessionCatalog catalog = new(
            pools, sites.Plane.Get<GlusterClient>(), sites.Plane.Get<VolumeAgent>(), use, sites.Plane.Get<SecondaryChanges>(), sites.Clock);
        store.Reads.Clear();
        int asked = Asked(sites);

        IReadOnlyList<SessionView> views = await sites.Simulation.RunUntilAsync(catalog.ListAsync("p1", null, default));

        views.Select(v => v.Session.PrimaryVolume).Order().ShouldBe(["vol1", "vol2", "vol3", "vol4"]);
        views.ShouldAllBe(v => v.Bricks.Count == 3);
        (Asked(sites) - asked).ShouldBe(1);
        store.Reads.GroupBy(r => r).ShouldAllBe(g => g.Count() == 1);
    }

    private static int Asked(BareSites sites) => sites.World.CommandCounts.Where(c => c.Key.StartsWith("gluster volume info", StringComparison.Ordinal)).Sum(c => c.Value);

    private sealed class CountingStore(IDocumentStore inner) : IDocumentStore
    {
        public ConcurrentBag<string> Reads { get; } = [];

        public Task<Document?> GetAsync(string partition, string key, CancellationToken cancellation = default)
        {
            Reads.Add($"{partition}/{key}");
            return inner.GetAsync(partition, key, cancellation);
        }

        public IAsyncEnumerable<Document> ListAsync(string partition, string keyPrefix = "", CancellationToken cancellation = default)
        {
            Reads.Add($"{partition}/{keyPrefix}*");
            return inner.ListAsync(partition, keyPrefix, cancellation);
        }

        public Task<string> InsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
            inner.InsertAsync(partition, key, json, cancellation);

        public Task<string> ReplaceAsync(string partition, string key, string json, string etag, CancellationToken cancellation = default) =>
            inner.ReplaceAsync(partition, key, json, etag, cancellation);

        public Task<string> UpsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
            inner.UpsertAsync(partition, key, json, cancellation);

        public Task<bool> DeleteAsync(string partition, string key, string? etag = null, CancellationToken cancellation = default) =>
            inner.DeleteAsync(partition, key, etag, cancellation);
    }
}
