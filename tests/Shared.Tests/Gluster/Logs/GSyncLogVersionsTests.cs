using GlusterDr.Gluster.Logs;

namespace GlusterDr.Tests.Shared.Gluster.Logs;

/// <summary>gsyncd's logs of GlusterFS 3.7 to 11: the same cause, whatever the format, the level or the errno.</summary>
public sealed class GSyncLogVersionsTests
{
    private static readonly DateTimeOffset s_always = DateTimeOffset.MinValue;

    [Fact]
    public void A_peer_that_died_is_named_in_the_form_with_tabs()
    {
        GSyncLogFindings findings = GSyncLog.Explain(Fixture.Text("gsyncd-tabs-peer-died.log"), s_always);

        findings.Causes.ShouldHaveSingleItem().Kind.ShouldBe(TroubleKind.PeerDied);
        findings.Unexplained.ShouldBeEmpty();
        findings.Deaths.ShouldBe(1);
    }

    [Fact]
    public void An_ordinary_stop_is_no_cause_in_the_form_with_tabs()
    {
        string log = Fixture.Text("gsyncd-tabs-stop.log");

        GSyncLog.Explain(log, s_always).ShouldSatisfyAllConditions(f => f.Causes.ShouldBeEmpty(), f => f.Unexplained.ShouldBeEmpty());
        GSyncLogReader.Summarise("p1", log, s_always).Cause.ShouldBeNull();
    }

    [Fact]
    public void A_cause_older_than_an_hour_of_health_is_dropped_in_the_form_with_tabs() =>
        GSyncLog.Explain(Fixture.Text("gsyncd-tabs-was-well.log"), s_always).ShouldSatisfyAllConditions(f => f.Causes.ShouldBeEmpty(), f => f.Deaths.ShouldBe(1));

    // The same event in the formats of 3.7, 3.10, 3.13 to 7, and 8 and later.
    [Theory]
    [InlineData("Popen: command \"ssh -p 22 s1 /nonexistent/gsyncd\" returned with 255, saying:", null)]
    [InlineData("Popen: command returned error\tcmd=ssh -p 22 s1 /nonexistent/gsyncd\terror=255", null)]
    [InlineData("Popen: command \"ssh -p 22 s1 /nonexistent/gsyncd\" returned with 1", TroubleKind.PeerDied)]
    [InlineData("Popen: command returned error\tcmd=ssh -p 22 s1 /nonexistent/gsyncd\terror=1", TroubleKind.PeerDied)]
    [InlineData("Popen: command returned error [{cmd=ssh -p 22 s1 /nonexistent/gsyncd}, {error=1}]", TroubleKind.PeerDied)]
    [InlineData("Popen: command \"rsync -aR0 . s1:/proc/1/cwd\" returned with 11, saying:", TroubleKind.RsyncFails)]
    [InlineData("Popen: command returned error\tcmd=rsync -aR0 . s1:/proc/1/cwd\terror=23", TroubleKind.RsyncFails)]
    public void A_command_that_failed_means_the_same_in_every_version(string text, TroubleKind? kind)
    {
        GSyncLogFindings findings = GSyncLog.Explain(Line("E", text), s_always);

        findings.Causes.Select(c => (TroubleKind?)c.Kind).ShouldBe(kind is null ? [] : [kind]);
        findings.Unexplained.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GeorepStatus: Worker Status: Faulty")]
    [InlineData("GeorepStatus: Worker Status Change\tstatus=Faulty")]
    [InlineData("GeorepStatus: Worker Status Change [{status=Faulty}]")]
    [InlineData("Monitor: worker(/bricks/b1) died in startup phase")]
    [InlineData("Monitor: worker died before establishing connection\tbrick=/bricks/b1")]
    [InlineData("Monitor: Changelog Agent died, Aborting Worker\tbrick=/bricks/b1")]
    public void A_death_is_counted_in_every_version(string text) => GSyncLog.Explain(Line("I", text), s_always).Deaths.ShouldBe(1);

    [Theory]
    [InlineData("Worker not confirmed after wait, aborting it. Gsyncd invocation on remote slave via SSH or gluster master mount might have hung.")]
    [InlineData("worker(/bricks/b1) not confirmed in 60 sec, aborting it")]
    [InlineData("worker not confirmed in 60 sec, aborting it\tbrick=/bricks/b1\ttimeout=60")]
    public void A_worker_that_hangs_is_detected_with_information_lines_alone(string text)
    {
        string log = $"{Line("I", $"Monitor: {text}")}\n{Line("I", "GeorepStatus: Worker Status Change [{status=Faulty}]")}";

        GSyncLog.Explain(log, s_always).Causes.ShouldHaveSingleItem().Kind.ShouldBe(TroubleKind.WorkerHung);
    }

    [Fact]
    public void The_log_of_a_worker_that_hung_names_it_with_its_count()
    {
        string log = Fixture.Text("gsyncd-worker-hung.log");
        GSyncLogFindings.Finding cause = GSyncLog.Explain(log, s_always).Causes.ShouldHaveSingleItem();

        (cause.Kind, cause.Count, cause.IsCertain).ShouldBe((TroubleKind.WorkerHung, 2, true));
        GSyncLogReader.Summarise("p1", log, s_always).Cause.ShouldNotBeNull().ShouldContain("connection-timeout");
    }

    [Theory]
    [InlineData("gsyncd-errno-eio.log", TroubleKind.InputOutput)]
    [InlineData("gsyncd-errno-estale.log", TroubleKind.Conflict)]
    [InlineData("gsyncd-errno-erofs.log", TroubleKind.ReadOnly)]
    [InlineData("gsyncd-errno-enodata.log", TroubleKind.GfidLost)]
    public void A_worker_that_died_of_one_errno_has_its_cause(string file, TroubleKind kind)
    {
        GSyncLogFindings findings = GSyncLog.Explain(Fixture.Text(file), s_always);

        findings.Causes.ShouldHaveSingleItem().Kind.ShouldBe(kind);
        findings.Unexplained.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("OSError: [Errno 39] Directory not empty: '.gfid/1/dir'", TroubleKind.Conflict)]
    [InlineData("OSError: [Errno 17] File exists: '.gfid/1/img'", TroubleKind.Conflict)]
    [InlineData("OSError: [Errno 17] File exists: '/var/lib/misc/gluster/x'", null)]
    [InlineData("OSError: [Errno 13] Permission denied: '.gfid/1'", TroubleKind.AccessDenied)]
    [InlineData("PermissionError: [Errno 1] Operation not permitted", TroubleKind.AccessDenied)]
    [InlineData("OSError: [Errno 95] Operation not supported", TroubleKind.NoAttributes)]
    [InlineData("OSError: [Errno 28] No space left on device", TroubleKind.SecondaryFull)]
    [InlineData("OSError: [Errno 5] Input/output error", TroubleKind.InputOutput)]
    [InlineData("OSError: [Errno 122] Disk quota exceeded: '.gfid/1/img'", TroubleKind.SecondaryFull)]
    [InlineData("OSError: [Errno 117] Structure needs cleaning: '.gfid/1'", TroubleKind.InputOutput)]
    [InlineData("OSError: [Errno 121] Remote I/O error: '.gfid/1'", TroubleKind.InputOutput)]
    [InlineData("FileNotFoundError: [Errno 2] No such file or directory: '.gfid/1/img'", TroubleKind.Conflict)]
    [InlineData("FileNotFoundError: [Errno 2] No such file or directory: '/var/lib/misc/gluster/x'", null)]
    [InlineData("NotADirectoryError: [Errno 20] Not a directory: '.gfid/1/dir'", TroubleKind.Conflict)]
    [InlineData("OSError: [Errno 107] Transport endpoint is not connected: '.gfid/1'", TroubleKind.MountLost)]
    [InlineData("OSError: [Errno 103] Software caused connection abort", TroubleKind.MountLost)]
    [InlineData("OSError: [Errno 12] Cannot allocate memory", TroubleKind.ResourcesShort)]
    [InlineData("MemoryError", TroubleKind.ResourcesShort)]
    [InlineData("OSError: [Errno 24] Too many open files", TroubleKind.ResourcesShort)]
    [InlineData("RuntimeError: can't start new thread", TroubleKind.ResourcesShort)]
    [InlineData("SyntaxError: invalid syntax", TroubleKind.SoftwareUnfit)]
    [InlineData("ModuleNotFoundError: No module named 'imp'", TroubleKind.SoftwareUnfit)]
    [InlineData("OSError: libgfchangelog.so.0: cannot open shared object file: No such file or directory", TroubleKind.SoftwareUnfit)]
    [InlineData("AttributeError: module 'inspect' has no attribute 'getargspec'", TroubleKind.SoftwareUnfit)]
    [InlineData("TypeError: a bytes-like object is required, not 'str'", TroubleKind.SoftwareUnfit)]
    public void A_traceback_is_known_by_its_last_line(string last, TroubleKind? kind)
    {
        string log = $"{Line("E", "<top>: FAIL:")}\nTraceback (most recent call last):\n  File \"repce.py\", line 214, in __call__\n    raise res\n{last}";

        GSyncLog.Explain(log, s_always).Causes.Select(c => (TroubleKind?)c.Kind).ShouldBe(kind is null ? [] : [kind]);
    }

    // The output of GlusterFS 10.3 while the link between the sites was cut.
    [Fact]
    public void A_mistake_of_gsyncd_while_it_logs_a_command_that_failed_is_not_the_cause()
    {
        string log = $"{Line("E", "Popen: command returned error [{cmd=ssh -p 22 s1 /usr/sbin/gluster --xml --remote-host=localhost volume info gv2}, {error=255}]")}\n"
            + $"{Line("E", "<top>: FAIL: ")}\nTraceback (most recent call last):\n  File \"syncdutils.py\", line 863, in errfail\n    self.errlog()\n"
            + "  File \"syncdutils.py\", line 853, in errlog\n    ls = l.split('\\n')\n         ^^^^^^^^^^^^^\nTypeError: a bytes-like object is required, not 'str'\n";

        GSyncLog.Explain(log, s_always).Causes.ShouldHaveSingleItem().Kind.ShouldBe(TroubleKind.NoWay);
        GSyncLogReader.Summarise("p1", log, s_always).Cause.ShouldNotBeNull().ShouldContain("ssh from the primary to the secondary fails");
    }

    [Theory]
    [InlineData("Popen: ssh> gsyncd.py: error: argument subcmd: invalid choice: 'secondary' (choose from 'monitor-status', 'slave')", TroubleKind.VersionsUnfit)]
    [InlineData("Popen: ssh> gsyncd.py: error: unrecognized arguments: --secondary-timeout 120", TroubleKind.VersionsUnfit)]
    [InlineData("Popen: rsync> rsync: --ignore-missing-args: unknown option", TroubleKind.RsyncUnfit)]
    [InlineData("Popen: rsync> protocol version mismatch -- is your shell clean?", TroubleKind.RsyncUnfit)]
    [InlineData("Popen: ssh> /usr/bin/env: 'python': No such file or directory", TroubleKind.SoftwareUnfit)]
    public void Causes_in_installed_software_are_distinguished_from_broken_connections(string text, TroubleKind kind)
    {
        GSyncLog.Explain(Line("E", text), s_always).Causes.ShouldHaveSingleItem().Kind.ShouldBe(kind);
        GSyncLog.Explain(Line("W", text), s_always).Causes.ShouldHaveSingleItem("a warning that can mean nothing else").Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("a line without tabs")]
    [InlineData("a\ttabbed\tline")]
    [InlineData("[2026-11-20 04:10:01.1] I [x:1:y] z: text\twithout keys")]
    public void What_is_no_event_stays_as_it_is(string line) => GSyncLog.Normalise(line).ShouldBe(line);

    private static string Line(string level, string text) => $"[2026-11-20 04:10:01.115001] {level} [syncdutils(worker /bricks/b1):305:x] {text}";
}
