using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Diagnosis.Causes;
using GlusterDr.Sessions.Repair;
using GlusterDr.Tests.Shared.Gluster;

namespace GlusterDr.Tests.Shared.Sessions.Diagnosis;

/// <summary>What gsyncd dies of is told with a fix of its own, and no restart is offered for what a restart cannot fix.</summary>
public sealed class WorkerCausesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 4, 15, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("gsyncd-worker-hung.log", TroubleKind.WorkerHung, "python3 --version")]
    [InlineData("gsyncd-errno-eio.log", TroubleKind.InputOutput, "dmesg")]
    [InlineData("gsyncd-errno-estale.log", TroubleKind.Conflict, "getfattr")]
    [InlineData("gsyncd-errno-erofs.log", TroubleKind.ReadOnly, "/proc/mounts")]
    [InlineData("gsyncd-errno-enodata.log", TroubleKind.GfidLost, "getfattr")]
    public void A_log_is_diagnosed_with_its_own_fix(string file, TroubleKind kind, string fix) => Check(Fixture.Text(file), kind, fix);

    [Theory]
    [InlineData("OSError: [Errno 13] Permission denied: '.gfid/1'", TroubleKind.AccessDenied, "ausearch")]
    [InlineData("OSError: [Errno 1] Operation not permitted: '.gfid/1'", TroubleKind.AccessDenied, "setsebool")]
    [InlineData("OSError: [Errno 95] Operation not supported: '.gfid/1'", TroubleKind.NoAttributes, "df -T")]
    [InlineData("OSError: [Errno 107] Transport endpoint is not connected: '.gfid/1'", TroubleKind.MountLost, "gluster volume status")]
    [InlineData("OSError: [Errno 117] Structure needs cleaning: '.gfid/1'", TroubleKind.InputOutput, "dmesg")]
    [InlineData("MemoryError", TroubleKind.ResourcesShort, "free -m")]
    [InlineData("OSError: [Errno 24] Too many open files", TroubleKind.ResourcesShort, "file-nr")]
    [InlineData("ModuleNotFoundError: No module named 'imp'", TroubleKind.SoftwareUnfit, "python3 --version")]
    [InlineData("SyntaxError: invalid syntax", TroubleKind.SoftwareUnfit, "syncdaemon")]
    public void A_traceback_is_diagnosed_with_its_own_fix(string last, TroubleKind kind, string fix) => Check(
        $"[2026-11-20 04:10:03.1] E [syncdutils(worker /bricks/b1):363:log_raise_exception] <top>: FAIL:\nTraceback (most recent call last):\n{last}\n"
        + "[2026-11-20 04:10:03.3] I [gsyncdstatus(monitor):247:set_worker_status] GeorepStatus: Worker Status Change [{status=Faulty}]", kind, fix);

    [Theory]
    [InlineData("rsync> rsync: --ignore-missing-args: unknown option", TroubleKind.RsyncUnfit, "rsync --version")]
    [InlineData("ssh> gsyncd.py: error: argument subcmd: invalid choice: 'secondary'", TroubleKind.VersionsUnfit, "gluster --version")]
    public void Software_that_does_not_fit_is_named(string text, TroubleKind kind, string fix) => Check(
        $"[2026-11-20 04:10:03.1] E [syncdutils(worker /bricks/b1):851:logerr] Popen: {text}", kind, fix);

    [Fact]
    public void An_unknown_cause_may_be_tried_with_a_restart() =>
        Diagnose("[2026-11-20 04:10:03.1] E [x(worker /b):1:y] z: moon in the wrong phase").Troubles
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Kind.ShouldBe(TroubleKind.Unexplained), t => t.Cure.ShouldBe(Cure.Restart));

    private static void Check(string log, TroubleKind kind, string fix)
    {
        SessionDiagnosis diagnosis = Diagnose(log);

        Trouble trouble = diagnosis.Troubles.ShouldHaveSingleItem();
        trouble.Kind.ShouldBe(kind);
        trouble.Cure.ShouldBe(Cure.Person);
        trouble.Evidence.ShouldNotBeEmpty();
        trouble.Remedies.ShouldContain(r => (r.Command ?? "").Contains(fix, StringComparison.Ordinal));
        trouble.ToError().Class.ShouldBe(ErrorClass.NeedsPerson);
        RepairPlan.Of(diagnosis, recreate: false).Restart.ShouldBeFalse("it would die of the same again");
    }

    private static SessionDiagnosis Diagnose(string log)
    {
        SessionBrick brick = new() { Subvolume = 0, Node = "p1", Brick = "/bricks/b1", State = GeoRepWorkerState.Faulty };
        GeoRepSession session = new("gv1", null, "s1", "gv2");
        return TroubleFinder.Diagnose(new SessionFacts
        {
            View = new SessionView
            {
                Name = "p1/gv1/s1::gv2",
                Session = session,
                LookedAt = s_now,
                Health = new SessionHealth(SessionGrade.Faulty, "faulty", []),
                Bricks = [brick],
            },
            Config = new Dictionary<string, string>(),
            Primary = new SideFacts(),
            Secondary = new SideFacts { Volume = new GlusterVolume("gv2", "id", "Started", "Distribute", [], 1, new Dictionary<string, string>()) },
            Nodes = [new NodeStatus("p1", false) { Log = GSyncLog.Explain(log, DateTimeOffset.MinValue) }],
            RolloverSeconds = 15,
        });
    }
}
