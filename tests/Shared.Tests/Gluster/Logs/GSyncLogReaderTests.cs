using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;
using GlusterDr.Remote;
using GlusterDr.Tests.Shared.Gluster.Cli;

namespace GlusterDr.Tests.Shared.Gluster.Logs;

public sealed class GSyncLogReaderTests : GlusterTest
{
    private static readonly DateTimeOffset Always = DateTimeOffset.MinValue;

    [Theory]
    [InlineData("gsyncd-secondary-sshd-down.log", ErrorCodes.SessionFaulty, "ssh from the primary")]
    [InlineData("gsyncd-secondary-full.log", ErrorCodes.SessionFaulty, "most often it is full")]
    [InlineData("gsyncd-secondary-volume-stopped.log", ErrorCodes.SessionFaulty, "its log there")]
    [InlineData("gsyncd-at-secondary-volume-stopped.log", ErrorCodes.VolumeUnavailable, "cannot be mounted")]
    public void Summarise_RealLog_TellsTheCause(string file, string code, string cause)
    {
        GSyncLogReader.Summary summary = GSyncLogReader.Summarise("p1", Fixture.Text(file), Always);

        summary.Code.ShouldBe(code);
        summary.Cause!.ShouldContain(cause);
        summary.Lines.ShouldNotBeEmpty();
        summary.Lines.ShouldAllBe(l => l.Contains("] E [", StringComparison.Ordinal) && l.Length < 420);
    }

    // gsyncd logs these at each stop.
    [Fact]
    public void Summarise_AnOrdinaryStop_IsNoCause()
    {
        const string log = """
            [2026-11-21 03:05:48.387840] E [syncdutils(worker /b):325:log_raise_exception] <top>: connection to peer is broken
            [2026-11-21 03:05:48.387841] E [syncdutils(worker /b):845:errlog] Popen: command returned error [{cmd=ssh -p 22 s1 /nonexistent/gsyncd secondary gv1}, {error=255}]
            """;

        GSyncLogReader.Summarise("p1", log, Always)
            .ShouldSatisfyAllConditions(s => s.Cause.ShouldBeNull(), s => s.Lines.ShouldBeEmpty("they are not quoted either"));
    }

    [Theory]
    [InlineData("cmd=ssh -p 22 s1 /usr/sbin/gluster --xml --remote-host=localhost volume info gv2}, {error=1}]", "glusterd at the secondary")]
    [InlineData("cmd=ssh -p 22 s1 /usr/sbin/gluster --xml --remote-host=localhost volume info gv2}, {error=255}]", "ssh from the primary")]
    [InlineData("cmd=/usr/sbin/glusterfs --volfile-id=gv2 --client-pid=-1 /tmp/x}, {error=107}]", "cannot be mounted")]
    public void Summarise_CommandThatFailed_TellsTheCause(string line, string cause) =>
        GSyncLogReader.Summarise("p1", $"[2026-11-21 03:05:48.387841] E [syncdutils(monitor):845:errlog] Popen: command returned error [{{{line}", Always)
            .Cause!.ShouldContain(cause);

    [Fact]
    public void Summarise_Traceback_BelongsToItsEntry()
    {
        const string log = """
            [2026-11-21 03:05:14.387840] I [monitor(monitor):158:monitor] Monitor: starting
            [2026-11-21 03:05:15.387840] E [syncdutils(worker /b):363:log_raise_exception] <top>: FAIL:
            Traceback (most recent call last):
              File "x.py", line 1, in main
            OSError: [Errno 28] No space left on device
            [2026-11-21 03:05:16.387840] I [monitor(monitor):228:monitor] Monitor: worker died
            """;

        GSyncLogReader.Summary summary = GSyncLogReader.Summarise("p1", log, Always);

        summary.Lines.Count.ShouldBe(4);
        summary.Code.ShouldBe(ErrorCodes.SecondaryFull);
    }

    [Fact]
    public void Summarise_WhatWasBefore_ExplainsNothing() =>
        GSyncLogReader.Summarise("p1", Fixture.Text("gsyncd-secondary-sshd-down.log"), DateTimeOffset.Parse("2026-11-21T03:06:00Z"))
            .ShouldSatisfyAllConditions(s => s.Lines.ShouldBeEmpty(), s => s.Cause.ShouldBeNull());

    [Fact]
    public async Task Read_AsksForTheSessionsLog()
    {
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, Fixture.Text("gsyncd-secondary-sshd-down.log"), ""));

        await new GSyncLogReader(runner).ReadAsync(Host("p1"), Session);

        runner.Commands.ShouldBe(["tail -n 600 /var/log/glusterfs/geo-replication/gv1_s1_gv2/gsyncd.log"]);
    }

    [Fact]
    public async Task ReadSecondary_OldFolder_IsFound()
    {
        ScriptedRunner runner = new((_, command) => command.Contains("slaves", StringComparison.Ordinal)
            ? new RemoteResult(0, Fixture.Text("gsyncd-at-secondary-volume-stopped.log"), "")
            : new RemoteResult(1, "", "tail: cannot open"));

        (await new GSyncLogReader(runner).ReadSecondaryAsync(Host("s1"), Session, Always)).Code.ShouldBe(ErrorCodes.VolumeUnavailable);
    }

    [Fact]
    public async Task Read_NodeThatIsDown_SaysSo()
    {
        ScriptedRunner runner = new((host, _) => throw ScriptedRunner.Unreachable(host));

        (await new GSyncLogReader(runner).ReadAsync(Host("p1"), Session)).Lines.Single().ShouldContain("No connection");
    }
}
