using GlusterDr.Errors;
using GlusterDr.Leases;
using GlusterDr.Operations;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>What a removed session leaves at the secondary is taken away, and nothing that somebody else needs.</summary>
public sealed class SecondaryCleanerTests : IAsyncLifetime
{
    private const string ReadOnly = "features.read-only";
    private static readonly SessionAddress s_removed = SessionAddress.Parse("p1/gv1/s1::gv2");
    private BareSites _sites = null!;

    public async ValueTask InitializeAsync()
    {
        _sites = await Sites().EnterAsync();
        await MakeAsync(_sites.Request);
        await RemoveAsync(s_removed);
    }

    public async ValueTask DisposeAsync()
    {
        await _sites.EnterAsync();
        (await _sites.Plane.Get<LeaseStore>().ListAsync(default)).ShouldBeEmpty();
        await _sites.DisposeAsync();
    }

    [Fact]
    public async Task Keys_and_the_read_only_mark_go_and_what_stays_is_said()
    {
        await _sites.EnterAsync();
        SessionOutcome outcome = await CleanAsync(s_removed);

        outcome.Changed.ShouldBeTrue();
        outcome.Notes.ShouldContain(n => n.Contains("6 key(s) removed for root"));
        outcome.Notes.ShouldContain(n => n.Contains("gsyncd's logs"));
        outcome.Warnings.ShouldBeEmpty();
        _sites.Far.ShouldAllBe(a => a.Keys("root").Count == 0);
        _sites.Secondary.Options.IsSet(ReadOnly).ShouldBeFalse();
        (await CleanAsync(s_removed)).Changed.ShouldBeFalse();
    }

    // As Gluster's own push-pem adds them, and as a gsyncd that was elsewhere once was named.
    [Fact]
    public async Task Lines_of_the_same_keys_go_whatever_they_start_even_where_gsyncd_is_not_installed_any_more()
    {
        await _sites.EnterAsync();
        NodeAccess primary = _sites.World.Site("main").Node("p2").Access;
        SimulatedNode far = _sites.World.Site("far").Node("s2");
        far.Access.AddKey("root", $"command=\"tar ${{SSH_ORIGINAL_COMMAND#* }}\" {primary.TarKey}");
        far.Access.AddKey("root", $"command=\"/opt/old/gsyncd\" {primary.PublicKey}");
        far.Access.AddKey("root", "ssh-ed25519 AAAATHEIRS admin@desk");
        far.Uninstall("gsyncd");

        await CleanAsync(s_removed);

        far.Access.Keys("root").ShouldBe(["ssh-ed25519 AAAATHEIRS admin@desk"]);
    }

    // A primary that is given up: no lease can be written to it, and nobody has one.
    [Theory]
    [InlineData("stopped")]
    [InlineData("full")]
    public async Task A_primary_that_holds_no_lease_hinders_nothing(string state)
    {
        await _sites.EnterAsync();
        if (state == "stopped")
        {
            _sites.Primary.Stop();
        }
        else
        {
            _sites.Primary.SetFull(true);
        }

        (await CleanAsync(s_removed)).Changed.ShouldBeTrue();
        _sites.Secondary.Options.IsSet(ReadOnly).ShouldBeFalse();
    }

    [Fact]
    public async Task Where_another_volume_of_the_primary_pool_writes_to_it_it_stays_guarded()
    {
        await _sites.EnterAsync();
        AddPrimary("main", "gv3");
        await MakeAsync(new SetUpRequest("p1", new GeoRepSession("gv3", null, "s1", "gv2")));
        await RunAsync(_sites.Plane.Get<SessionControl>().StopAsync(SessionAddress.Parse("p1/gv3/s1::gv2"), false, default));

        SessionOutcome outcome = await CleanAsync(s_removed);

        outcome.Changed.ShouldBeFalse();
        outcome.Notes.ShouldContain(n => n.Contains("gv2 stays read-only") && n.Contains("gv3"));
        _sites.Secondary.Options[ReadOnly].ShouldBe("on");
        _sites.Far.ShouldAllBe(a => a.Keys("root").Count == 3);
    }

    [Fact]
    public async Task Where_another_pool_writes_to_it_it_stays_guarded_and_its_keys_stay()
    {
        await _sites.EnterAsync();
        _sites.World.AddSite("third").AddNodes("o1", "o2", "o3");
        AddPrimary("third", "other");
        await MakeAsync(new SetUpRequest("o1", new GeoRepSession("other", null, "s1", "gv2")));

        SessionOutcome outcome = await CleanAsync(s_removed);

        outcome.Notes.ShouldContain(n => n.Contains("gv2 stays read-only") && n.Contains("other on o1, o2, o3"));
        _sites.Secondary.Options[ReadOnly].ShouldBe("on");
        _sites.Far.ShouldAllBe(a => a.Keys("root").Count == 3 && a.Keys("root").All(k => k.Contains("root@o")));
    }

    [Fact]
    public async Task Where_another_pool_mounts_it_the_right_to_mount_stays()
    {
        await _sites.EnterAsync();
        foreach (NodeAccess access in _sites.Far)
        {
            access.AddAccount("geoaccount", "geogroup");
        }

        _sites.World.AddSite("third").AddNodes("o1", "o2", "o3");
        AddPrimary("third", "other");
        await MakeAsync(new SetUpRequest("o1", new GeoRepSession("other", "geoaccount", "s1", "gv2")));

        await CleanAsync(SessionAddress.Parse("p1/gv1/geoaccount@s1::gv2"));

        _sites.Far.ShouldAllBe(a => a.Volfile.Contains("option mountbroker-geo-replication.geoaccount gv2"));
        await RemoveAsync(SessionAddress.Parse("o1/other/geoaccount@s1::gv2"));
        (await CleanAsync(SessionAddress.Parse("o1/other/geoaccount@s1::gv2"))).Notes.ShouldContain(n => n.Contains("geoaccount may not mount gv2 any more"));
        _sites.Far.ShouldAllBe(a => !a.Volfile.Contains("geoaccount gv2"));
    }

    [Fact]
    public async Task A_session_of_this_name_for_a_secondary_that_was_made_anew_is_still_there()
    {
        await _sites.EnterAsync();
        await MakeAsync(_sites.Request with { Force = true });
        _sites.World.When("gluster volume geo-replication status").SpeakOf(_sites.Secondary.Id, "11111111-2222-3333-4444-555555555555");

        Error error = (await Should.ThrowAsync<DrException>(() => CleanAsync(s_removed))).Error;

        error.Code.ShouldBe(ErrorCodes.SessionUnsafe);
        _sites.Far.ShouldAllBe(a => a.Keys("root").Count == 3);
    }

    [Fact]
    public async Task While_somebody_changes_the_pool_it_is_refused_and_nothing_changes()
    {
        await _sites.EnterAsync();
        AddPrimary("main", "gv3");
        string operation = await BareSites.BeginAsync(_sites.Plane, new SetUpRequest("p1", new GeoRepSession("gv3", null, "s1", "gv2")));
        await _sites.Simulation.RunUntilAsync(HeldAsync(operation));
        string before = _sites.Snapshot();

        Error error = (await Should.ThrowAsync<DrException>(() => CleanAsync(s_removed))).Error;

        error.Code.ShouldBe(ErrorCodes.LeaseHeld);
        error.Message.ShouldContain(operation);
        before.ShouldContain("read-only: on");
        (await _sites.EndOfAsync(_sites.Plane, operation)).State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public async Task While_it_works_nobody_sets_up_a_session_there()
    {
        await _sites.EnterAsync();
        AddPrimary("main", "gv3");
        LeaseStore leases = _sites.Plane.Get<LeaseStore>();
        string pool = LeaseStore.Pool(_sites.World.Site("far").Nodes.Select(n => n.Id));
        await leases.TryAcquireForCallAsync(pool, "clean-gv2-1", TimeSpan.FromMinutes(13), _ => Task.FromResult(false), default);
        SetUpRequest request = new("p1", new GeoRepSession("gv3", null, "s1", "gv2"));

        OperationResult refused = await _sites.RunAsync(request);
        refused.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.LeaseHeld);
        refused.Error.Message.ShouldContain("clean-gv2-1");

        // It was killed: nobody waits longer for it than it may take.
        _sites.Clock.Advance(TimeSpan.FromMinutes(13));
        await MakeAsync(request);
    }

    [Fact]
    public async Task Where_a_primary_cannot_be_asked_that_is_said()
    {
        await _sites.EnterAsync();
        Policy policy = new()
        {
            Name = "vms",
            Volume = "elsewhere",
            Site = new Site { Name = "gone", GlusterHosts = ["nowhere"], Hypervisor = new HypervisorSettings { Hosts = ["h1"] } },
            Destinations = [new Destination { Name = "far", Site = new Site { Name = "far", GlusterHosts = ["s1", "s2"] }, Volume = "gv9", SessionHost = "s1" }],
        };
        await _sites.Plane.Get<PolicyStore>().SaveAsync(policy, default);

        SessionOutcome outcome = await CleanAsync(s_removed);

        outcome.Warnings.ShouldHaveSingleItem().ShouldContain("nowhere");
        _sites.Secondary.Options.IsSet(ReadOnly).ShouldBeFalse("nothing shows another primary");
    }

    private static BareSites Sites() => new(sharded: false);

    private void AddPrimary(string site, string name) =>
        _sites.World.Site(site).AddVolume(name, sharded: false).Options.Set("performance.strict-write-ordering", "on");

    private async Task MakeAsync(SetUpRequest request)
    {
        OperationResult result = await _sites.RunAsync(request);
        result.State.ShouldBe(OperationState.Succeeded, $"{result.Summary} {result.Error}");
    }

    private Task RemoveAsync(SessionAddress address) => RunAsync(_sites.Plane.Get<SessionControl>().RemoveAsync(address, false, true, default));

    private Task<SessionOutcome> CleanAsync(SessionAddress address) => RunAsync(_sites.Plane.Get<SecondaryCleaner>().CleanAsync(address, null, default));

    private Task<T> RunAsync<T>(Task<T> task) => _sites.Simulation.RunUntilAsync(task);

    private async Task<bool> HeldAsync(string holder)
    {
        while (!(await _sites.Plane.Get<LeaseStore>().ListAsync(default)).Any(l => l.Holder == holder))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), _sites.Clock);
        }

        return true;
    }
}
