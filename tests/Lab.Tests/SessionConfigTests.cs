using System.Diagnostics;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Options;

namespace GlusterDr.Tests.Lab;

/// <summary>The configuration of a real session, and what is refused before Gluster sees it.</summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class SessionConfigTests(LabSites lab) : LabTests
{
    [Fact]
    public async Task Every_option_of_the_real_Gluster_is_known_and_no_other()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);

        IReadOnlyList<SessionOptionView> options = await session.ConfigAsync();

        options.Select(o => o.Name).Order(StringComparer.Ordinal).ShouldBe(SessionOptions.All.Select(o => o.Name).Order(StringComparer.Ordinal));
        options.Where(o => o.IsChanged == true).Select(o => o.Name).ShouldBeSubsetOf(
            ["secondary-access-mount", "checkpoint", "stime-xattr-prefix"], "the lab and its runs set these; the rest is Gluster's default");
    }

    [Fact]
    public async Task A_change_on_a_started_session_leaves_it_replicating_with_other_workers()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        SessionView before = (await session.DoAsync(0, "start")).View!;

        SessionOutcome set = await session.DoAsync(0, "config set", "sync-jobs", "5");
        set.View!.Bricks.Single(b => b.State == GeoRepWorkerState.Active).StartedAt!.Value
            .ShouldBeGreaterThan(before.Bricks.Single(b => b.State == GeoRepWorkerState.Active).StartedAt!.Value);
        (await LabSession.GlusterSaysAsync("sync-jobs")).ShouldBe("5");
        (await session.DoAsync(0, "config set", "sync_jobs", "5")).Changed.ShouldBeFalse();
        (await session.DoAsync(0, "config reset", "sync-jobs")).View!.Bricks.ShouldContain(b => b.State == GeoRepWorkerState.Active);
        (await LabSession.GlusterSaysAsync("sync-jobs")).ShouldBe("3");

        (await session.DoAsync(0, "bandwidth", "9MiB")).Fact.ShouldContain("3072 KiB/s");
        (await LabSession.GlusterSaysAsync("rsync-options")).ShouldBe("--bwlimit=3072");
        await session.DoAsync(0, "config set", "rsync-options", "--compress --bwlimit=3072");
        await session.DoAsync(0, "bandwidth", "off");
        (await LabSession.GlusterSaysAsync("rsync-options")).ShouldBe("--compress");
        await session.DoAsync(0, "config reset", "rsync-options");
        await session.DoAsync(0, "config set", "log-rsync-performance", "true");
        await session.DoAsync(0, "config reset", "log-rsync-performance");
        await session.DoAsync(0, "stop");
    }

    [Fact]
    public async Task A_paused_session_is_changed_by_force_alone_and_is_paused_again()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        await session.DoAsync(0, "start");
        await session.DoAsync(3, "pause", "--force");

        (await session.RunAsync("config set", "sync-jobs", "5")).ExitCode.ShouldBe(4);
        (await LabSession.GlusterSaysAsync("sync-jobs")).ShouldBe("3");
        (await session.DoAsync(0, "config set", "sync-jobs", "5", "--force")).View!.Health.Grade.ShouldBe(SessionGrade.Paused);
        await session.DoAsync(0, "stop");
        await session.DoAsync(0, "config reset", "sync-jobs");
        (await session.ShowAsync()).Health.Grade.ShouldBe(SessionGrade.Stopped);
    }

    [Fact]
    public async Task What_would_hurt_never_reaches_Gluster()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        string[] before = await FilesAsync();
        foreach ((string option, string value) in ((string, string)[])[
            ("change-interval", "abc"), ("secondary-timeout", "1h"), ("sync-jobs", "0"), ("glusterd-workdir", "/tmp/z"), ("nonsense", "1"), ("!sync-jobs", "1"),
            ("sync-method", "tarssh"), ("use-meta-volume", "maybe"), ("isolated-secondarys", "a\nb"), ("rsync-options", "--dry-run"),
            ("isolated-secondarys", new string('x', 2000))])
        {
            ShellResult refused = await session.RunAsync("config set", option, value);
            refused.ExitCode.ShouldBe(2, $"{option} {value}: {refused.Output}");
            refused.Errors.Length.ShouldBeInRange(20, 1000);
        }

        foreach (string name in (string[])["p1/gv1/s1:gv2", "p1/gv'1/s1::gv2", "p1/-gv1/s1::gv2", "p1/gv1\n/s1::gv2", $"p1/{new string('v', 300)}/s1::gv2"])
        {
            (await lab.Cli.RunAsync("session", "stop", name)).ExitCode.ShouldBe(2, name);
            (await lab.Cli.RunAsync("session", "remove", name, "--force")).ExitCode.ShouldBe(2, name);
        }

        (await lab.Cli.RunAsync("session", "stop", "p1/gv1/s1::nosuch")).ExitCode.ShouldBe(5);
        (await lab.Cli.RunAsync("session", "stop", "p1/nosuch/s1::gv2")).ExitCode.ShouldBe(5);
        ShellResult away = await lab.Cli.RunAsync("session", "list", "--host", "10.77.9.9");
        away.ExitCode.ShouldBe(1);
        away.Errors.ShouldContain("10.77.9.9");
        (await FilesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_a_live_run_holds_is_left_alone()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        // So much, so slowly, that the run carries for half a minute at least: that it does shows that the limit holds.
        await session.DoAsync(0, "bandwidth", "3MiB");
        (await LabSites.OnAsync("p1", "dd", "if=/dev/urandom", "of=/mnt/lab/gv1/much", "bs=1M", "count=90", "conv=fsync")).ShouldSucceed();
        await lab.Cli.ApplyAsync();
        using Process sync = lab.Cli.Start("sync", "lab");
        string run = await RunWatch.UntilAsync(lab.Cli, p => p.Phase == RunPhase.Replicate);
        await session.UntilAsync(v => v.Bricks.Any(b => b.State == GeoRepWorkerState.Active));
        Stopwatch carried = Stopwatch.StartNew();
        foreach (string[] asked in (string[][])[["stop"], ["pause", "--force"], ["remove"], ["config set", "sync-jobs", "5"], ["bandwidth", "1M"]])
        {
            ShellResult refused = await session.RunAsync(asked[0], asked[1..]);
            refused.ExitCode.ShouldBe(4, $"{asked[0]}: {refused.Output}{refused.Errors}");
            refused.Errors.ShouldContain(run);
        }

        (await session.ShowAsync()).HeldBy.ShouldBe(run);
        await sync.WaitForExitAsync();
        sync.ExitCode.ShouldBeOneOf(0, 3);
        carried.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(20));
        (await session.ShowAsync()).HeldBy.ShouldBeNull();
        (await session.RunAsync("start")).ExitCode.ShouldBe(4, "it is the session of policy lab");
        await LabSites.ShouldBeTidyAsync("s1::gv2");
        await lab.Cli.RunAsync("delete", "lab");
        await session.DoAsync(0, "bandwidth", "off");
        (await LabSites.OnAsync("p1", "rm", "/mnt/lab/gv1/much")).ShouldSucceed();
    }

    private static async Task<string[]> FilesAsync()
    {
        List<string> files = [];
        foreach (string node in (string[])["p1", "p2", "p3"])
        {
            files.Add((await LabSites.OnAsync(node, "cat", "/var/lib/glusterd/geo-replication/gv1_s1_gv2/gsyncd.conf")).ShouldSucceed().Output);
        }

        return [.. files];
    }
}
