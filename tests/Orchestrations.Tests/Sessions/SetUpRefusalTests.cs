using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Operations;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>What makes a session impossible is found before anything is changed.</summary>
public sealed class SetUpRefusalTests
{
    [Theory]
    [InlineData("way", ErrorCodes.NodeUnreachable, "p3")]
    [InlineData("rsync", ErrorCodes.NodeUnfit, "s2")]
    [InlineData("gsyncd", ErrorCodes.NodeUnfit, "p2")]
    [InlineData("account", ErrorCodes.NodeUnfit, "geoaccount")]
    [InlineData("shards", ErrorCodes.VolumesUnfit, "corrupted")]
    [InlineData("ordering", ErrorCodes.VolumesUnfit, "strict-write-ordering")]
    [InlineData("files", ErrorCodes.DestinationNotEmpty, "files")]
    [InlineData("exists", ErrorCodes.SessionExists, "gv1")]
    [InlineData("taken", ErrorCodes.DestinationTaken, "other")]
    [InlineData("stopped", ErrorCodes.VolumeNotStarted, "Stopped")]
    [InlineData("glusterd", ErrorCodes.GlusterdDown, "glusterd")]
    public async Task What_speaks_against_it_is_found_before_anything_is_changed(string fault, string code, string named)
    {
        await using BareSites sites = await new BareSites(sharded: fault != "account" && fault != "shards").EnterAsync();
        SetUpRequest request = await BreakAsync(sites, fault);
        string before = sites.Snapshot();
        OperationResult result = await sites.RunAsync(request);

        result.State.ShouldBe(OperationState.Failed);
        Error[] errors = [.. result.Findings.Select(f => f.Outcome == CheckOutcome.Failed ? f.Error : null).OfType<Error>(), .. result.Error is { } e ? [e] : Array.Empty<Error>()];
        errors.ShouldContain(error => error.Code == code && error.ToString().Contains(named), string.Join('\n', errors.Select(x => x.ToString())));
        sites.Snapshot().ShouldBe(before);
    }

    private static async Task<SetUpRequest> BreakAsync(BareSites sites, string fault)
    {
        switch (fault)
        {
            case "way":
                sites.World.Site("main").Node("p3").Access.Blocked.Add("s2");
                break;
            case "rsync":
                sites.World.Site("far").Node("s2").Access.Rsync = null;
                break;
            case "gsyncd":
                sites.World.Site("main").Node("p2").Uninstall("gsyncd");
                break;
            case "account":
                return BareSites.Unprivileged;
            case "shards":
                sites.Primary.Options.Set("features.shard", "on");
                break;
            case "ordering":
                sites.Secondary.Options.Set("performance.strict-write-ordering", "off");
                break;
            case "files":
                sites.Secondary.Write("old.img", FileContent.OfText("old"));
                break;
            case "exists":
                (await sites.RunAsync()).State.ShouldBe(OperationState.Succeeded);
                break;
            case "taken":
                SimulatedVolume other = sites.World.AddSite("third").AddNodes("o1", "o2", "o3").AddVolume("other");
                other.Options.Set("performance.strict-write-ordering", "on");
                (await sites.RunAsync(new SetUpRequest("o1", new GeoRepSession("other", null, "s1", "gv2")))).State.ShouldBe(OperationState.Succeeded);
                break;
            case "stopped":
                sites.Secondary.Stop();
                break;
            default:
                sites.World.Site("far").Node("s1").SetGlusterd(false);
                break;
        }

        return sites.Request;
    }
}
