using System.Xml.Linq;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Tests.Shared.Gluster;
using GlusterDr.Tests.Shared.Gluster.Cli;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Sessions;

/// <summary>Rows of a status carry the host's own name, which may resolve nowhere; the pool has another.</summary>
public sealed class SessionBricksTests : GlusterTest
{
    private static GlusterVolume Volume => VolumeXml.Volume(XDocument.Parse(Fixture.Text("os-host-names-info.xml")).Descendants("volume").First());

    private static GeoRepStatus Status => GeoRepXml.Sessions(XDocument.Parse(Fixture.Text("os-host-names-status.xml")).Descendants("geoRep").First()).Single();

    [Fact]
    public void Rows_are_matched_by_uuid_and_named_by_the_bricks_host()
    {
        IReadOnlyList<SessionBrick> bricks = SessionBricks.Of(Status, Volume, new Dictionary<string, IReadOnlyList<WorkerProcess>>());

        bricks.Select(b => (b.Node, b.State, b.Subvolume)).ShouldBe(
            [("192.0.2.11", GeoRepWorkerState.Active, 0), ("192.0.2.12", GeoRepWorkerState.Passive, 0)]);
        SessionHealthEvaluator.Evaluate(bricks, DateTimeOffset.UnixEpoch).Grade.ShouldNotBe(SessionGrade.Degraded);
    }

    [Fact]
    public async Task Each_node_is_read_once_by_the_host_of_its_bricks()
    {
        ScriptedRunner runner = new((host, _) => throw ScriptedRunner.Unreachable(host));

        NodeProcesses asked = await NodeProcesses.AskAsync(new VolumeAgent(runner, NullLogger<VolumeAgent>.Instance), Pool, [.. Status.Workers, .. Status.Workers], [Volume], default);

        runner.Hosts.Order().ShouldBe(["192.0.2.11", "192.0.2.12"]);
        asked.Gaps.Keys.Order().ShouldBe(["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"]);
    }

    [Fact]
    public void A_node_that_stands_in_the_list_under_two_names_is_one()
    {
        GlusterVolume volume = Volume with
        {
            Bricks = [new("10.0.0.1", "/b1", "A1", false), new("p1.example", "/b2", "a1", false), new("p2", "/b1", "B2", false)],
            SubvolumeSize = 3,
        };

        volume.Nodes.Select(n => (n.Host, n.Bricks.Count)).ShouldBe([("10.0.0.1", 2), ("p2", 1)]);
        volume.HostOf(volume.Bricks[1]).ShouldBe("10.0.0.1");
    }

    [Fact]
    public void Nodes_without_a_uuid_are_identified_by_their_names()
    {
        GlusterVolume volume = Volume with { Bricks = [new("P1", "/b1", "", false), new("p1", "/b2", "", false), new("p2", "/b1", "", false)], SubvolumeSize = 1 };

        volume.Nodes.Select(n => n.Host).ShouldBe(["P1", "p2"]);
    }

    [Fact]
    public void A_row_of_another_node_with_the_same_path_is_no_row_of_a_brick()
    {
        GeoRepWorker stranger = Status.Workers[0] with { NodeId = "99999999-1111-4111-8111-111111111111" };

        IReadOnlyList<SessionBrick> bricks = SessionBricks.Of(
            Status with { Workers = [stranger, Status.Workers[1]] }, Volume, new Dictionary<string, IReadOnlyList<WorkerProcess>>());

        bricks.Select(b => (b.Node, b.State, b.Subvolume)).ShouldBe(
            [("192.0.2.11", null, 0), ("192.0.2.12", GeoRepWorkerState.Passive, 0), ("storage-a", GeoRepWorkerState.Active, (int?)null)]);
    }
}
