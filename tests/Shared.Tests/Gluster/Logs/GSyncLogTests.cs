using GlusterDr.Gluster.Logs;

namespace GlusterDr.Tests.Shared.Gluster.Logs;

public sealed class GSyncLogTests
{
    private static readonly DateTimeOffset s_always = DateTimeOffset.MinValue;

    [Theory]
    [InlineData("gsyncd-key-missing.log", TroubleKind.KeyRefused, true)]
    [InlineData("gsyncd-key-command.log", TroubleKind.KeyCommand, true)]
    [InlineData("gsyncd-secondary-sshd-down.log", TroubleKind.SshdDown, true)]
    [InlineData("gsyncd-secondary-glusterd-down.log", TroubleKind.GlusterdDown, false)]
    [InlineData("gsyncd-volume-stopped-while-running.log", TroubleKind.NoMount, false)]
    [InlineData("gsyncd-at-secondary-volume-stopped.log", TroubleKind.NoMount, false)]
    [InlineData("gsyncd-at-secondary-bricks-down.log", TroubleKind.NoMount, false)]
    [InlineData("gsyncd-changelog-silent.log", TroubleKind.ChangelogSilent, true)]
    [InlineData("gsyncd-primary-brick-down.log", TroubleKind.ChangelogSilent, true)]
    [InlineData("gsyncd-history-gone.log", TroubleKind.HistoryGone, true)]
    [InlineData("gsyncd-meta-volume.log", TroubleKind.MetaVolume, true)]
    [InlineData("gsyncd-rsync-missing-at-secondary.log", TroubleKind.RsyncMissing, true)]
    [InlineData("gsyncd-secondary-full.log", TroubleKind.RsyncFails, false)]
    [InlineData("gsyncd-secondary-full-new-file.log", TroubleKind.SecondaryFull, true)]
    [InlineData("gsyncd-at-secondary-full.log", TroubleKind.SecondaryFull, true)]
    public void Explain_RealLog_HasTheCause(string file, TroubleKind kind, bool certain)
    {
        GSyncLogFindings findings = GSyncLog.Explain(Fixture.Text(file), s_always);

        GSyncLogFindings.Finding cause = findings.Causes.Where(c => c.Kind != TroubleKind.PeerDied).ShouldHaveSingleItem();
        cause.Kind.ShouldBe(kind);
        cause.IsCertain.ShouldBe(certain);
        cause.Line.Length.ShouldBeLessThan(420);
        cause.At.Year.ShouldBe(2026);
        findings.Unexplained.ShouldBeEmpty();
    }

    [Fact]
    public void Explain_WhatWasBefore_IsNoCause()
    {
        string log = Fixture.Text("gsyncd-key-missing.log");
        GSyncLogFindings.Finding cause = GSyncLog.Explain(log, s_always).Causes.Single();

        GSyncLog.Explain(log, cause.At).Causes.Count.ShouldBe(1);
        GSyncLog.Explain(log, cause.At.AddSeconds(1)).Causes.ShouldBeEmpty();
    }

    [Fact]
    public void Explain_AnOrdinaryStop_SaysNothing()
    {
        const string log = """
            [2026-11-21 03:05:48.387840] E [syncdutils(worker /b):325:log_raise_exception] <top>: connection to peer is broken
            [2026-11-21 03:05:48.387841] E [syncdutils(worker /b):845:errlog] Popen: command returned error [{cmd=ssh -p 22 s1 /nonexistent/gsyncd secondary gv1}, {error=255}]
            """;

        GSyncLogFindings findings = GSyncLog.Explain(log, s_always);

        findings.Causes.ShouldBeEmpty();
        findings.Unexplained.ShouldBeEmpty();
    }

    [Fact]
    public void Explain_WhatIsNotKnown_IsKeptWithItsTraceback()
    {
        const string log = """
            [2026-11-21 03:05:15.387840] E [syncdutils(worker /b):363:log_raise_exception] <top>: FAIL:
            Traceback (most recent call last):
              File "x.py", line 1, in main
            KeyError: 'moon'
            [2026-11-21 03:05:16.387840] I [gsyncdstatus(monitor):247:set_worker_status] GeorepStatus: Worker Status Change [{status=Faulty}]
            [2026-11-21 03:05:26.387840] I [gsyncdstatus(monitor):247:set_worker_status] GeorepStatus: Worker Status Change [{status=Faulty}]
            """;

        GSyncLogFindings findings = GSyncLog.Explain(log, s_always);

        findings.Unexplained.ShouldHaveSingleItem().Line.ShouldEndWith("KeyError: 'moon'");
        findings.Deaths.ShouldBe(2);
        findings.LastDeath.ShouldBe(DateTimeOffset.Parse("2026-11-21T03:05:26Z"));
    }

    [Fact]
    public void Explain_TurnsOfTheHistory_AreThoseOfTheNewestWorker()
    {
        const string turns = "I [primary(worker /b):1572:crawl] _GPrimary: starting history crawl [{turns=2}, {stime=(1, 0)}]";

        GSyncLog.Explain($"[2026-11-21 03:05:15.1] {turns}", s_always).HistoryTurns.ShouldBe(2);
        GSyncLog.Explain($"[2026-11-21 03:05:15.1] {turns}\n[2026-11-21 03:05:16.1] I [monitor(monitor):158:monitor] Monitor: starting gsyncd worker [{{brick=/b}}]", s_always)
            .HistoryTurns.ShouldBe(0);
    }

    [Fact]
    public void Explain_WhatStoppedARunLongAgo_IsOver()
    {
        const string denied = "E [syncdutils(monitor):851:logerr] Popen: ssh> root@s1: Permission denied (publickey).";
        const string refused = "E [syncdutils(monitor):851:logerr] Popen: ssh> ssh: connect to host s1 port 22: Connection refused";
        const string active = "I [gsyncdstatus(worker /b):280:set_active] GeorepStatus: Worker Status Change [{status=Active}]";
        const string faulty = "I [gsyncdstatus(monitor):247:set_worker_status] GeorepStatus: Worker Status Change [{status=Faulty}]";

        GSyncLog.Explain($"[2026-11-21 03:00:00.1] {denied}\n[2026-11-21 03:00:20.1] {active}\n[2026-11-21 03:05:00.1] {faulty}", s_always)
            .Causes.ShouldBeEmpty("it ran for minutes in between");
        GSyncLog.Explain($"[2026-11-21 03:00:00.1] {denied}\n[2026-11-21 03:00:20.1] {active}\n[2026-11-21 03:00:50.1] {faulty}", s_always)
            .Causes.ShouldHaveSingleItem("Active and Faulty by turns is no health");
        GSyncLog.Explain($"[2026-11-21 03:00:00.1] {denied}\n[2026-11-21 03:04:00.1] {refused}", s_always)
            .Causes.ShouldHaveSingleItem().Kind.ShouldBe(TroubleKind.SshdDown, "the first would have been said again");
    }
}
