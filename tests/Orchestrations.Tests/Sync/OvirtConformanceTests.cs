using System.Text.RegularExpressions;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.TestKit;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>Everything that an engine is asked is what its API documents, and nothing that is asked is left out here.</summary>
public sealed partial class OvirtConformanceTests
{
    /// <summary>All that is asked of an engine.</summary>
    private static readonly string[] s_asked =
    [
        "DELETE api/vms/{id}/snapshots/{id}",
        "GET api",
        "GET api/clusters",
        "GET api/clusters/{id}/glustervolumes",
        "GET api/datacenters/{id}/storagedomains/{id}",
        "GET api/hosts",
        "GET api/jobs/{id}",
        "GET api/storagedomains",
        "GET api/storagedomains/{id}/disksnapshots",
        "GET api/vms",
        "GET api/vms/{id}",
        "POST api/events",
        "POST api/storagedomains/{id}/updateovfstore",
        "POST api/vms/{id}/freezefilesystems",
        "POST api/vms/{id}/snapshots",
        "POST api/vms/{id}/thawfilesystems",
        "POST services/sso-logout",
        "POST sso/oauth/token",
    ];

    [Fact]
    public async Task Of_runs_that_ask_an_engine_for_all_that_there_is_every_request_is_documented()
    {
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 3).EnterAsync();
        foreach (EngineVm vm in sites.Engine.Vms)
        {
            vm.Machine.HasAgent = true;
        }

        await RunAsync(sites, QuiesceMode.Try, RunState.Succeeded);
        await RunAsync(sites, QuiesceMode.Require, RunState.Succeeded);
        await DieAsync(sites);
        await RunAsync(sites, QuiesceMode.Require, RunState.SucceededWithWarnings);
        sites.World.When("agent marker").Once().DoBefore(sites.Engine.Vm("vm2").Delete);
        await RunAsync(sites, QuiesceMode.Try, RunState.SucceededWithWarnings);

        sites.ShouldBeConformant();
        await sites.ShouldBeTidyAsync();
        sites.Engine.UnexpectedRequests.ShouldBeEmpty();
        sites.Engine.Exchanges.Select(e => RequestChecker.OperationOf(e)).Distinct().Order(StringComparer.Ordinal).ShouldBe(s_asked);
        sites.Engine.Exchanges.Where(e => e.Status is >= 400 and not 404).ShouldBeEmpty("nothing was refused");
    }

    /// <summary>As they are written in the client: one that no run above asks would not have been looked at.</summary>
    [Fact]
    public void No_request_of_the_client_is_left_out_of_the_list()
    {
        string[] sources = [.. Directory.GetFiles(SourceDirectory(), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        string[] asked = [.. sources.SelectMany(s => Request().Matches(s)).Select(Operation).Distinct()];

        asked.Length.ShouldBeGreaterThanOrEqualTo(10);
        asked.Except(s_asked).ShouldBeEmpty();
        s_asked.Where(o => o.Contains(" api/", StringComparison.Ordinal)).Except(asked).ShouldBeEmpty();
    }

    private static async Task RunAsync(SimulatedSites sites, QuiesceMode quiesce, RunState end)
    {
        sites.Policy = sites.Policy with { Snapshot = sites.Policy.Snapshot with { Quiesce = quiesce } };
        RunReport report = await sites.RunAsync();
        report.Run.State.ShouldBe(end, RunTests.Why(report));
    }

    /// <summary>A run whose control plane is lost while the snapshots are there.</summary>
    private static async Task DieAsync(SimulatedSites sites)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        sites.World.When("agent marker").Once().DoAfter(() =>
        {
            sites.Plane.Kill();
            reached.SetResult();
        });
        await sites.Plane.Get<RunStarter>().StartAsync(sites.Policy.Name, RunTrigger.Demand, CancellationToken.None);
        await sites.Simulation.RunUntilAsync(reached.Task);
        sites.Clock.Advance(TimeSpan.FromSeconds(30));
        await sites.StartAnewAsync();
    }

    private static string Operation(Match request)
    {
        string path = Hole().Replace(request.Groups["path"].Value.Split('?')[0], "{id}");
        string method = request.Groups["method"].Value switch { "Post" => "POST", "Delete" => "DELETE", _ => "GET" };
        return $"{method} api/{path}";
    }

    private static string SourceDirectory() => Repository.At("Shared", "Hypervisors", "Ovirt");

    // Single requests by their path, and lists by their collection.
    [GeneratedRegex("""(client\.(?<method>Get|Find|Post|Delete)Async\(\s*|EngineList\.Read\w+Async\(\s*client,\s*)\$?"(?<path>[a-z][^"]*)""")]
    private static partial Regex Request();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
