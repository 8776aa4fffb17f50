using GlusterDr.Remote;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators;

/// <summary>The simulated <c>gluster</c> against recorded output of the real one.</summary>
public sealed class GlusterFixtureTests
{
    private const string GeoRep = "gluster volume geo-replication";

    [Theory]
    [InlineData("georep-status-no-sessions-text", "none", $"{GeoRep} status")]
    [InlineData("georep-status-no-sessions-xml", "none", $"{GeoRep} status --xml")]
    [InlineData("err-start-no-such-volume", "none", $"{GeoRep} nosuchvol s1::gv2 start")]
    [InlineData("err-status-no-such-volume", "none", $"{GeoRep} nosuchvol s1::gv2 status")]
    [InlineData("err-status-no-such-volume-xml", "none", $"{GeoRep} nosuchvol s1::gv2 status --xml")]
    [InlineData("err-georep-create-no-ssh", "none", "gluster --mode=script volume geo-replication gv1 p9::gv2 create push-pem")]
    [InlineData("err-georep-create-no-such-secondary-volume", "none", "gluster --mode=script volume geo-replication gv1 s1::nosuch create push-pem")]
    [InlineData("err-create-already-exists-force", "created", "gluster --mode=script volume geo-replication gv1 s1::gv2 create push-pem force")]
    [InlineData("georep-config-created", "created", $"{GeoRep} gv1 s1::gv2 config")]
    [InlineData("georep-status-created-text", "created", $"{GeoRep} status")]
    [InlineData("georep-status-created-xml", "created", $"{GeoRep} status --xml")]
    [InlineData("georep-status-created-session-xml", "created", $"{GeoRep} gv1 s1::gv2 status --xml")]
    [InlineData("georep-status-detail-created-text", "created", $"{GeoRep} gv1 s1::gv2 status detail")]
    [InlineData("georep-status-detail-created-xml", "created", $"{GeoRep} gv1 s1::gv2 status detail --xml")]
    [InlineData("err-config-no-such-session", "created", $"{GeoRep} gv1 s1::other config checkpoint now")]
    [InlineData("err-start-no-such-session", "created", $"{GeoRep} gv1 s1::other start")]
    [InlineData("err-start-no-such-session-xml", "created", $"{GeoRep} gv1 s1::other start --xml")]
    [InlineData("err-stop-no-such-session", "created", $"{GeoRep} gv1 s1::other stop")]
    [InlineData("err-status-no-such-session", "created", $"{GeoRep} gv1 s1::other status")]
    [InlineData("err-status-no-such-session-xml", "created", $"{GeoRep} gv1 s1::other status --xml")]
    [InlineData("err-stop-already-stopped", "created", $"{GeoRep} gv1 s1::gv2 stop")]
    [InlineData("err-pause-while-stopped", "created", $"{GeoRep} gv1 s1::gv2 pause")]
    [InlineData("georep-resume", "created", $"{GeoRep} gv1 s1::gv2 resume")]
    [InlineData("georep-delete", "created", "gluster --mode=script volume geo-replication gv1 s1::gv2 delete")]
    [InlineData("georep-status-active-nochk-xml", "active", $"{GeoRep} status --xml")]
    [InlineData("georep-status-detail-active-nochk-text", "active", $"{GeoRep} gv1 s1::gv2 status detail")]
    [InlineData("georep-status-detail-active-nochk-xml", "active", $"{GeoRep} gv1 s1::gv2 status detail --xml")]
    [InlineData("err-start-already-started", "active", $"{GeoRep} gv1 s1::gv2 start")]
    [InlineData("err-start-already-started-xml", "active", $"{GeoRep} gv1 s1::gv2 start --xml")]
    [InlineData("georep-pause", "active", $"{GeoRep} gv1 s1::gv2 pause")]
    [InlineData("georep-stop", "active", $"{GeoRep} gv1 s1::gv2 stop")]
    [InlineData("georep-status-detail-paused-xml", "paused", $"{GeoRep} gv1 s1::gv2 status detail --xml")]
    [InlineData("err-stop-while-paused", "paused", $"{GeoRep} gv1 s1::gv2 stop")]
    [InlineData("georep-status-detail-active-chk-incomplete-text", "checkpoint set", $"{GeoRep} gv1 s1::gv2 status detail")]
    [InlineData("georep-status-detail-active-chk-incomplete-xml", "checkpoint set", $"{GeoRep} gv1 s1::gv2 status detail --xml")]
    [InlineData("georep-status-detail-active-chk-complete-xml", "checkpoint reached", $"{GeoRep} gv1 s1::gv2 status detail --xml")]
    [InlineData("georep-config-active", "checkpoint reached", $"{GeoRep} gv1 s1::gv2 config")]
    [InlineData("georep-config-get-checkpoint", "checkpoint reached", $"{GeoRep} gv1 s1::gv2 config checkpoint")]
    [InlineData("georep-config-get-checkpoint-by-underscore", "checkpoint reached", $"{GeoRep} gv1 s1::gv2 config use_meta_volume")]
    [InlineData("georep-status-detail-stopped-xml", "stopped", $"{GeoRep} gv1 s1::gv2 status detail --xml")]
    [InlineData("georep-status-stopped-xml", "stopped", $"{GeoRep} status --xml")]
    [InlineData("err-stop-already-stopped-force", "stopped", $"{GeoRep} gv1 s1::gv2 stop force")]
    [InlineData("err-stop-already-stopped-xml", "stopped", $"{GeoRep} gv1 s1::gv2 stop --xml")]
    [InlineData("georep-status-detail-faulty-secvol-stopped-xml", "secondary stopped", $"{GeoRep} gv1 s1::gv2 status detail --xml")]
    [InlineData("georep-status-detail-node-p3-down-xml", "p3 down", $"{GeoRep} gv1 s1::gv2 status detail --xml")]
    [InlineData("err-georep-config-node-p3-down", "p3 down", $"{GeoRep} gv1 s1::gv2 config checkpoint now")]
    [InlineData("err-georep-stop-node-p3-down", "p3 down", $"{GeoRep} gv1 s1::gv2 stop")]
    [InlineData("georep-stop-force-node-p3-down", "p3 down", $"{GeoRep} gv1 s1::gv2 stop force")]
    [InlineData("peer-status-node-p3-down-xml", "p3 down", "gluster peer status --xml")]
    [InlineData("volume-status-node-p3-down-xml", "p3 down", "gluster volume status gv1 --xml")]
    [InlineData("peer-status-xml", "none", "gluster peer status --xml")]
    [InlineData("pool-list-xml", "none", "gluster pool list --xml")]
    [InlineData("volume-list-xml", "none", "gluster volume list --xml")]
    [InlineData("volume-status-gv1-xml", "none", "gluster volume status gv1 --xml")]
    [InlineData("volume-heal-info-xml", "none", "gluster volume heal gv1 info --xml")]
    [InlineData("err-volume-info-no-such-volume", "none", "gluster volume info nosuchvol")]
    [InlineData("err-volume-info-no-such-volume-xml", "none", "gluster volume info nosuchvol --xml")]
    [InlineData("err-volume-status-no-such-volume", "none", "gluster volume status nosuchvol")]
    [InlineData("err-volume-status-no-such-volume-xml", "none", "gluster volume status nosuchvol --xml")]
    [InlineData("err-volume-stop-needs-script", "none", "gluster volume stop gv1")]
    [InlineData("snapshot-list-empty", "none", "gluster snapshot list")]
    [InlineData("snapshot-list-empty-xml", "none", "gluster snapshot list --xml")]
    [InlineData("snapshot-info-empty-xml", "none", "gluster snapshot info --xml")]
    [InlineData("err-snapshot-create-ext4", "none", "gluster --mode=script snapshot create snap1 gv1")]
    [InlineData("err-snapshot-create-ext4-xml", "none", "gluster --mode=script snapshot create snap1 gv1 --xml")]
    [InlineData("err-snapshot-create-nosuchvol", "none", "gluster --mode=script snapshot create snap1 nosuchvol")]
    [InlineData("version", "none", "gluster --version")]
    [InlineData("volume-get-default-xml", "none", "gluster volume get gv1 features.read-only --xml")]
    public void Prints_what_the_real_one_prints(string fixture, string state, string command)
    {
        LabWorld lab = new();
        lab.Become(state);

        Fixture.Read(fixture).ShouldBeAs(lab.Send.Line("p1", command));

        lab.World.UnexpectedCommands.ShouldBeEmpty();
    }

    [Fact]
    public void Says_that_glusterd_is_down()
    {
        LabWorld lab = new();
        lab.World.Site("p").Node("p1").SetGlusterd(false);
        Fixture.Read("err-glusterd-down").ShouldBeAs(lab.Send.Line("p1", "gluster volume list"));
    }

    [Fact]
    public void Start_without_keys_reports_success_and_nothing_runs()
    {
        LabWorld lab = new();
        lab.Become("created");
        lab.World.Sessions[0].KeysBroken = true;
        lab.Send.GeoRep("start").ShouldContain("successful");
        Fixture.Read("georep-status-detail-stopped-although-started-nokey-xml").ShouldBeAs(lab.Send.Line("p1", $"{GeoRep} gv1 s1::gv2 status detail --xml"));
    }

    [Theory]
    [InlineData("err-config-checkpoint-garbage", $"{GeoRep} gv1 s1::gv2 config checkpoint yesterday")]
    [InlineData("err-config-unknown-key", $"{GeoRep} gv1 s1::gv2 config no-such-key")]
    [InlineData("georep-config-created-xml", $"{GeoRep} gv1 s1::gv2 config --xml")]
    [InlineData("err-georep-bad-url", "gluster --mode=script volume geo-replication gv1 s1:gv2 status")]
    public void Refuses_what_the_real_one_refuses_and_records_it(string fixture, string command)
    {
        LabWorld lab = new();
        lab.Become("created");

        Fixture.Read(fixture).ShouldBeAs(lab.Send.Line("p1", command));

        lab.World.UnexpectedCommands.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_second_command_while_one_is_running()
    {
        LabWorld lab = new(takesTime: true);
        lab.Become("created");

        RemoteResult[] results = await lab.Simulation.RunUntilAsync(() => Task.WhenAll(
            lab.Send.StartAsync("p1", $"{GeoRep} gv1 s1::gv2 start".Split(' ')),
            lab.Send.StartAsync("p1", $"{GeoRep} gv1 s1::gv2 config checkpoint now".Split(' '))));

        Fixture.Read("err-another-transaction").ShouldBeAs(results.Single(r => r.ExitCode != 0));
        lab.World.Violations.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("volume-info-gv1-xml", "gluster volume info gv1 --xml", "p1")]
    [InlineData("volume-info-gv1", "gluster volume info gv1", "p1")]
    [InlineData("volume-info-secondary-xml", "gluster volume info --xml", "s1")]
    [InlineData("err-volume-heal-distribute-xml", "gluster volume heal gv2 info --xml", "s1")]
    [InlineData("volume-heal-info-summary-xml", "gluster volume heal gv1 info summary --xml", "p1")]
    [InlineData("volume-status-detail-xml", "gluster volume status gv1 detail --xml", "p1")]
    [InlineData("volume-status-secondary-xml", "gluster volume status --xml", "s1")]
    [InlineData("georep-status-secondary-side-xml", "gluster volume geo-replication status --xml", "s1")]
    public void Shows_volumes_as_the_real_one_does(string fixture, string command, string host)
    {
        LabWorld lab = new();
        lab.Become("created");
        lab.Clock.Advance(TimeSpan.FromSeconds(10));
        foreach ((string name, string value) in new[]
        {
            ("performance.quick-read", "off"), ("performance.read-ahead", "off"), ("performance.io-cache", "off"),
            ("performance.low-prio-threads", "32"), ("network.remote-dio", "disable"), ("performance.strict-o-direct", "on"),
            ("cluster.eager-lock", "enable"), ("network.ping-timeout", "10"),
        })
        {
            lab.Volume.Options.Set(name, value);
        }

        lab.Secondary.Options.Set("performance.quick-read", "off");
        Sorted(Fixture.Read(fixture).Output).ShouldBe(Sorted(lab.Send.Line(host, command).StandardOutput));
    }

    // Options are listed in the order in which they were set, which is not compared.
    private static string[] Sorted(string output) => [.. output.Split('\n')
        .Select(l => System.Text.RegularExpressions.Regex.Replace(l, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=<(port|tcp|pid|optCount|size\\w+|device|mntOptions|fsName|inodes\\w+)>)[^<]+|(?<=[:>])/(srv/lab/state/\\w+/bricks/b1|mnt/bricks/b1/gv1)(?=<)", "N"))
        .Order(StringComparer.Ordinal)];
}
