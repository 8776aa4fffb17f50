using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Origins;

namespace GlusterDr.Tests.Shared.Sessions;

public sealed class OriginJudgeTests
{
    private const string Id = "43a2b792-832b-4c91-b433-a5412dcde9d6";
    private const string PrimaryId = "8d7f1da1-fa75-426d-945b-ab57766ec712";
    private const string NodeId = "dc23d5c2-9b73-4de5-9f3e-292e9cb2fa42";

    private static readonly OriginFacts s_nothing = new([], [], [], []);
    private static readonly OriginFacts.Process s_process = new("gv1", "s1::gv2", "p1", NodeId, "/bricks/b1");
    private static readonly GlusterVolume s_primary = Volume("gv1", PrimaryId, new GlusterVolume.Brick("p1", "/bricks/b1", NodeId, false));

    [Fact]
    public void Without_a_trace_it_says_so()
    {
        OriginReport report = Judge(s_nothing);
        report.Origins.ShouldBeEmpty();
        report.Summary.ShouldBe("Nothing shows that gv2 is a destination.");
    }

    [Fact]
    public void Read_only_alone_is_no_primary() =>
        Judge(s_nothing, readOnly: true).Summary.ShouldBe("gv2 is read-only, as a destination is, but its primary could not be found.");

    [Fact]
    public void A_log_is_inferred_and_never_certain()
    {
        OriginReport report = Judge(s_nothing with { Logs = [new("gv1_s1_gv2", 1_795_271_332.8, [["p1", "/bricks/b1"], ["p2", "/bricks/b1"]])] });
        Origin origin = report.Origins.ShouldHaveSingleItem();
        origin.PrimaryVolume.ShouldBe("gv1");
        origin.Nodes.ShouldBe(["p1", "p2"]);
        origin.Certain.ShouldBeEmpty();
        origin.LastHeard.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_795_271_332));
        report.Summary.ShouldContain("was a destination of volume gv1");
    }

    [Theory]
    [InlineData("a_b_s1_gv2", "a_b")]
    [InlineData("a_b_unknown.host_gv2", "a_b")]
    public void Underscores_in_a_volumes_name_are_distinguished_from_the_hosts(string session, string volume) =>
        Judge(s_nothing with { Logs = [new(session, 1, [])] }).Origins.ShouldHaveSingleItem().PrimaryVolume.ShouldBe(volume);

    [Fact]
    public void A_process_is_certain_and_gives_the_uuid_where_the_primary_could_be_asked()
    {
        OriginReport report = Judge(s_nothing with { Processes = [s_process] }, primaries: [s_primary]);
        Origin origin = report.Origins.ShouldHaveSingleItem();
        origin.IsLive.ShouldBeTrue();
        origin.PrimaryVolumeId.ShouldBe(PrimaryId);
        report.Summary.ShouldBe($"gv2 is a destination of volume gv1 ({PrimaryId}) on p1.");
    }

    [Fact]
    public void A_session_that_two_nodes_of_the_primary_list_is_one()
    {
        GeoRepStatus Told(GeoRepWorkerState state) => new(new("gv1", null, "s1", "gv2"), [new("p1", "/bricks/b1", NodeId, "s1", state)]);

        OriginReport report = Judge(s_nothing, sessions: [Told(GeoRepWorkerState.Active), Told(GeoRepWorkerState.Passive)], primaries: [s_primary]);

        report.Origins.ShouldHaveSingleItem().Certain.Count.ShouldBe(2);
        report.Summary.ShouldStartWith("gv2 is a destination of volume gv1 (");
    }

    [Fact]
    public void A_process_whose_primary_has_another_node_gets_no_uuid() =>
        Judge(s_nothing with { Processes = [s_process with { NodeId = Id }] }, primaries: [s_primary])
            .Origins.ShouldHaveSingleItem().PrimaryVolumeId.ShouldBeNull();

    [Fact]
    public void The_primarys_report_and_local_evidence_are_one_origin()
    {
        GeoRepStatus status = new(new("gv1", null, "s1", "gv2"), [new("p1", "/bricks/b1", NodeId, "s1", GeoRepWorkerState.Active, LastSynced: DateTimeOffset.UnixEpoch)]);
        OriginReport report = Judge(
            s_nothing with { Processes = [s_process], Logs = [new("gv1_s1_gv2", 1, [["p1", "/bricks/b1"]])] }, sessions: [status], primaries: [s_primary]);
        Origin origin = report.Origins.ShouldHaveSingleItem();
        (origin.IsLive, origin.IsConfirmed).ShouldBe((true, true));
        origin.LastSynced.ShouldBe(DateTimeOffset.UnixEpoch);
        origin.Certain.Count.ShouldBe(2);
        origin.Inferred.ShouldHaveSingleItem();
    }

    [Fact]
    public void Two_primaries_are_two_also_when_their_volumes_have_one_name()
    {
        OriginFacts.Process other = s_process with { Node = "q1", NodeId = Id };
        OriginReport report = Judge(s_nothing with { Processes = [s_process] }, more: s_nothing with { Processes = [other with { PrimaryVolume = "other" }] });
        report.Origins.Count.ShouldBe(2);
        report.Summary.ShouldContain("Their sessions overwrite each other");
    }

    [Fact]
    public void A_mark_on_a_brick_names_the_volume_by_its_uuid()
    {
        OriginReport report = Judge(s_nothing with { Marks = [new("/b", 5, [new(PrimaryId, 7)])] }, primaries: [s_primary]);
        Origin origin = report.Origins.ShouldHaveSingleItem();
        (origin.PrimaryVolume, origin.PrimaryVolumeId).ShouldBe(("gv1", PrimaryId));
        origin.Certain.ShouldBeEmpty();
        report.Changed.ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(5));
    }

    private static OriginReport Judge(
        OriginFacts facts, bool readOnly = false, GeoRepStatus[]? sessions = null, GlusterVolume[]? primaries = null, OriginFacts? more = null)
    {
        GlusterVolume volume = Volume("gv2", Id, new GlusterVolume.Brick("s1", "/b", "", false));
        volume = readOnly ? volume with { Options = new Dictionary<string, string> { ["features.read-only"] = "on" } } : volume;
        Dictionary<string, OriginFacts> nodes = new() { ["s1"] = facts };
        if (more is not null)
        {
            nodes["s2"] = more;
        }

        return OriginJudge.Judge(new OriginSources(volume, nodes, sessions ?? [], primaries ?? [], []));
    }

    private static GlusterVolume Volume(string name, string id, params GlusterVolume.Brick[] bricks) =>
        new(name, id, "Started", "Distribute", bricks, 1, new Dictionary<string, string>());
}
