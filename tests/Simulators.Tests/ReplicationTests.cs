using GlusterDr.Simulators;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Simulators;

/// <summary>Geo-replication over time: what arrives when, and what the status shows.</summary>
public sealed class ReplicationTests
{
    private readonly Simulation _simulation = new();
    private readonly SimulatedWorld _world;
    private readonly Commander _send;

    public ReplicationTests()
    {
        _world = Scenarios.TwoSites(_simulation.Clock, machines: 1);
        _send = new Commander(_world, _simulation);
    }

    private SimulatedVolume Primary => _world.Site("main").Volume("gv1");

    private SimulatedVolume Secondary => _world.Site("backup").Volume("gv2");

    private SimulatedSession Session => _world.Sessions[0];

    [Fact]
    public void Checkpoint_set_before_the_start_is_complete_by_history_in_about_ten_seconds()
    {
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        Primary.Write("a", FileContent.OfText("one"));
        _send.GeoRep("config checkpoint now");
        _simulation.Clock.Advance(TimeSpan.FromSeconds(2));
        Primary.Write("marker", FileContent.OfText("two"));
        _simulation.Clock.Advance(TimeSpan.FromSeconds(16.5));
        DateTimeOffset start = _simulation.Clock.GetUtcNow();
        _send.GeoRep("start");

        double took = WaitFor(() => _send.Status().Contains("<checkpoint_completed>Yes", StringComparison.Ordinal), start);

        took.ShouldBeInRange(5, 12);
        Secondary.Files.Keys.ShouldContain("a");
    }

    [Fact]
    public void Checkpoint_set_after_the_start_needs_a_rollover_and_a_status()
    {
        _send.GeoRep("start");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        Primary.Write("a", FileContent.OfText("one"));
        DateTimeOffset start = _simulation.Clock.GetUtcNow();
        _send.GeoRep("config checkpoint now");

        double took = WaitFor(() => _send.Status().Contains("<checkpoint_completed>Yes", StringComparison.Ordinal), start);

        took.ShouldBeInRange(2, 23);
        Secondary.Files.Keys.ShouldContain("a");
    }

    [Fact]
    public void Dead_feed_shows_Active_and_replicates_nothing_until_the_next_start()
    {
        Session.KillNextFeeds(1);
        _send.GeoRep("start");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        Primary.Write("a", FileContent.OfText("one"));
        _simulation.Clock.Advance(TimeSpan.FromMinutes(5));

        _send.Status().ShouldContain("<status>Active</status>");
        _send.Status().ShouldContain("<crawl_status>Changelog Crawl</crawl_status>");
        Secondary.Files.Keys.ShouldNotContain("a");

        _send.GeoRep("stop");
        _send.GeoRep("start");
        _simulation.Clock.Advance(TimeSpan.FromSeconds(20));
        _send.Status();
        Secondary.Files.Keys.ShouldContain("a");
    }

    [Fact]
    public void Rsync_trap_reports_success_for_empty_files_and_ends_with_an_access_mount()
    {
        Session.HasRsyncTrap = true;
        Session.Config.Reset("secondary_access_mount");
        _send.GeoRep("start");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        Primary.Write("a", FileContent.OfText("one"));
        _send.GeoRep("config checkpoint now");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));

        _send.Status().ShouldContain("<checkpoint_completed>Yes");
        Secondary.Files["a"].ContentAt(_simulation.Clock.GetUtcNow()).Size.ShouldBe(0);

        _send.GeoRep("config secondary-access-mount true");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        Secondary.Files["a"].ContentAt(_simulation.Clock.GetUtcNow()).Size.ShouldBe(0);
        Primary.Write("a", FileContent.OfText("two"));
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        _send.Status();
        Secondary.Files["a"].ContentAt(_simulation.Clock.GetUtcNow()).Text.ShouldBe("two");
    }

    [Fact]
    public void Brick_restart_loses_exactly_the_content_of_its_changelog()
    {
        _send.GeoRep("start");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        Primary.Write("before", FileContent.OfText("one"));
        _simulation.Clock.Advance(TimeSpan.FromSeconds(20));
        Primary.Write("lost", FileContent.OfText("two"));
        Primary.RestartBrick(0);
        _simulation.Clock.Advance(TimeSpan.FromSeconds(5));
        Primary.Write("after", FileContent.OfText("three"));
        _simulation.Clock.Advance(TimeSpan.FromMinutes(2));
        _send.GeoRep("config checkpoint now");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));

        _send.Status().ShouldContain("<checkpoint_completed>Yes");
        Secondary.Files.Keys.ShouldContain("before");
        Secondary.Files.Keys.ShouldContain("after");
        Secondary.Files.Keys.ShouldNotContain("lost");
    }

    [Fact]
    public void Image_that_a_guest_writes_to_arrives_torn_and_a_base_image_whole()
    {
        _send.GeoRep("start");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.JournalAt(Secondary, "vm1").Kind.ShouldBe(JournalKind.Torn);

        const string run = "sync-a-20260101T000000Z";
        string image = $"{Primary.MountPath}/vms/vm1.qcow2";
        _send.Run(
            "h1", "virsh", "-q", "-c", "qemu:///system", "snapshot-create-as", "vm1", run, "--disk-only", "--atomic", "--no-metadata",
            "--diskspec", $"vda,snapshot=external,file={image}.{run}");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));

        _world.WhyNotVerified(Secondary, "vm1", run).ShouldBeNull();
    }

    [Fact]
    public void Cut_link_makes_workers_Faulty_and_they_recover_by_themselves()
    {
        _send.GeoRep("start");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        Session.LinkCut = true;
        _simulation.Clock.Advance(TimeSpan.FromSeconds(7));
        _send.Status().ShouldContain("<status>Faulty</status>");

        Session.LinkCut = false;
        _simulation.Clock.Advance(TimeSpan.FromSeconds(30));
        _send.Status().ShouldContain("<status>Active</status>");
    }

    [Fact]
    public void Pause_beyond_the_secondary_timeout_ends_in_Faulty()
    {
        _send.GeoRep("start");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(1));
        _send.GeoRep("pause");
        _simulation.Clock.Advance(TimeSpan.FromMinutes(3));
        _send.GeoRep("resume");
        _send.Status().ShouldContain("<status>Faulty</status>");
    }

    private double WaitFor(Func<bool> condition, DateTimeOffset since)
    {
        while (!condition())
        {
            _simulation.Clock.Advance(TimeSpan.FromSeconds(0.5));
            (_simulation.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromMinutes(2));
        }

        return (_simulation.Clock.GetUtcNow() - since).TotalSeconds;
    }
}
