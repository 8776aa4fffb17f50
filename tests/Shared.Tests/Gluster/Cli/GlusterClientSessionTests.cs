using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Remote;
using GlusterDr.Replication;
using static GlusterDr.Tests.Shared.Gluster.ScriptedRunner;

namespace GlusterDr.Tests.Shared.Gluster.Cli;

public sealed class GlusterClientSessionTests : GlusterTest
{
    private const string Status = "status detail";

    [Fact]
    public async Task GetSessionStatus_Active_HasEverything()
    {
        ScriptedRunner runner = Of(On(Status, "georep-status-detail-active-chk-complete-xml"));

        GeoRepStatus status = await Client(runner).GetSessionStatusAsync(Pool, Session);

        runner.Commands.ShouldBe(["gluster --mode=script --xml volume geo-replication gv1 s1::gv2 status detail"]);
        status.SecondaryVolumeId.ShouldBe("1302985f-ef05-400d-89d5-385f3c0c8d41");
        status.Workers[0].ShouldBe(new GeoRepWorker(
            "p1",
            "/srv/lab/state/p1/bricks/b1",
            "50c277ed-0ba8-4be7-a980-7d7c901abafe",
            "",
            GeoRepWorkerState.Active,
            "Changelog Crawl",
            Utc("20:36:20"),
            0,
            0,
            0,
            0,
            Utc("20:36:17"),
            true,
            Utc("20:36:26")));
        status.Workers[1].ShouldBe(new GeoRepWorker(
            "p2", "/srv/lab/state/p2/bricks/b1", "b54e8ba1-3f05-427c-918f-832b29f845d9", "", GeoRepWorkerState.Passive));
        status.IsRunning.ShouldBeTrue();
    }

    // Seen on a pool with three sessions: the rows of the sessions are mixed.
    [Fact]
    public async Task ListSessions_RowsInterleaved_EachSessionOnce()
    {
        string output = Fixture.Text("georep-status-detail-interleaved-xml.stdout");

        IReadOnlyList<GeoRepStatus> sessions = await Client(new ScriptedRunner((_, _) => new RemoteResult(0, output, ""))).ListSessionsAsync(Pool);

        sessions.Select(s => s.Session.ToString()).ShouldBe(["bare -> geoaccount@s1::bare2", "gv1 -> s1::gv2", "gv1 -> t1::gv3"]);
        sessions.ShouldAllBe(s => s.Workers.Count == 3 && s.Workers.Select(w => w.Node).Distinct().Count() == 3);
    }

    // Up to version 9, all names are different.
    [Fact]
    public async Task GetSessionStatus_OldWords_ReadTheSame()
    {
        string output = InOldWords(Fixture.Text("georep-status-detail-active-chk-complete-xml.stdout"));
        output.ShouldNotContain("primary");

        GeoRepStatus old = await Client(new ScriptedRunner((_, _) => new RemoteResult(0, output, ""))).GetSessionStatusAsync(Pool, Session);

        GeoRepStatus now = await Client(Of(On(Status, "georep-status-detail-active-chk-complete-xml"))).GetSessionStatusAsync(Pool, Session);
        old.Workers.ShouldBe(now.Workers);
    }

    [Theory]
    [InlineData("georep-status-detail-created-xml", GeoRepWorkerState.Created)]
    [InlineData("georep-status-detail-stopped-xml", GeoRepWorkerState.Stopped)]
    [InlineData("georep-status-detail-paused-xml", GeoRepWorkerState.Paused)]
    [InlineData("georep-status-detail-stopped-although-started-nokey-xml", GeoRepWorkerState.Stopped)]
    public async Task GetSessionStatus_AtRest_AllRowsSaySo(string fixture, GeoRepWorkerState state)
    {
        GeoRepStatus status = await Client(Of(On(Status, fixture))).GetSessionStatusAsync(Pool, Session);

        status.Workers.Count.ShouldBe(3);
        status.Workers.ShouldAllBe(w => w.State == state && w.CheckpointCompleted == null && w.LastSynced == null && w.SecondaryNode == "");
        status.IsStopped.ShouldBe(state != GeoRepWorkerState.Paused);
        status.IsPaused.ShouldBe(state == GeoRepWorkerState.Paused);
        status.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task GetSessionStatus_Faulty_SaysSo() =>
        (await Client(Of(On(Status, "georep-status-detail-faulty-secvol-stopped-xml"))).GetSessionStatusAsync(Pool, Session))
            .Has(GeoRepWorkerState.Faulty).ShouldBeTrue();

    [Fact]
    public async Task GetSessionStatus_NodeDown_ItsRowIsMissing() =>
        (await Client(Of(On(Status, "georep-status-detail-node-p3-down-xml"))).GetSessionStatusAsync(Pool, Session))
            .Workers.Select(w => w.Node).ShouldBe(["p1", "p2"]);

    [Theory]
    [InlineData("ssh://s1::gv2")]
    [InlineData("s1::gv2")]
    [InlineData("ssh://root@s1::gv2")]
    [InlineData("ssh://S1::gv2")]
    [InlineData("50c277ed-0ba8-4be7-a980-7d7c901abafe:ssh://s1::gv2")]
    [InlineData("50c277ed-0ba8-4be7-a980-7d7c901abafe:ssh://root@s1::gv2:1302985f-ef05-400d-89d5-385f3c0c8d41")]
    public async Task GetSessionStatus_EveryWayToNameIt_IsIt(string name) =>
        (await Client(Named(name)).GetSessionStatusAsync(Pool, Session)).Workers.Count.ShouldBe(3);

    [Theory]
    [InlineData("ssh://s1::gv20")]
    [InlineData("ssh://s10::gv2")]
    [InlineData("ssh://geo@s1::gv2")]
    [InlineData("ssh://other::gv2")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task GetSessionStatus_AboutAnother_IsNotFound(string name) =>
        (await FailAsync(() => Client(Named(name)).GetSessionStatusAsync(Pool, Session))).Code.ShouldBe(ErrorCodes.SessionNotFound);

    [Fact]
    public async Task GetSessionStatus_OfAnotherPrimary_IsNotFound() =>
        (await FailAsync(() => Client(Of(On(Status, "georep-status-detail-stopped-xml"))).GetSessionStatusAsync(Pool, Session with { PrimaryVolume = "gv9" })))
            .Code.ShouldBe(ErrorCodes.SessionNotFound);

    [Fact]
    public async Task GetSessionStatus_UnprivilegedUser_IsAskedAndFound()
    {
        ScriptedRunner runner = Named("50c277ed-0ba8-4be7-a980-7d7c901abafe:ssh://geo@s1::gv2:1302985f-ef05-400d-89d5-385f3c0c8d41");

        GeoRepStatus status = await Client(runner).GetSessionStatusAsync(Pool, Session with { SecondaryUser = "geo" });

        status.Workers.Count.ShouldBe(3);
        runner.Commands[0].ShouldContain(" gv1 geo@s1::gv2 status");
    }

    // With --xml the error has no reason; in plain text it has one.
    [Theory]
    [InlineData("err-status-no-such-session", ErrorCodes.SessionNotFound)]
    [InlineData("err-status-no-such-volume", ErrorCodes.VolumeNotFound)]
    public async Task GetSessionStatus_Refused_TheReasonIsFoundInPlainText(string plain, string code)
    {
        ScriptedRunner runner = new((_, command) => Fixture.Result(command.Contains("--xml", StringComparison.Ordinal) ? "err-status-no-such-session-xml" : plain));

        (await FailAsync(() => Client(runner).GetSessionStatusAsync(Pool, Session))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task GetSessionStatus_RefusedInPassing_IsAskedAgain()
    {
        Queue<RemoteResult> xml = new([Fixture.Result("err-status-no-such-session-xml"), Fixture.Result("georep-status-detail-stopped-xml")]);
        ScriptedRunner runner = new((_, command) => command.Contains("--xml", StringComparison.Ordinal)
            ? xml.Dequeue()
            : new RemoteResult(0, "PRIMARY NODE ...", ""));

        (await RunAsync(() => Client(runner).GetSessionStatusAsync(Pool, Session))).IsStopped.ShouldBeTrue();
    }

    [Fact]
    public async Task ListSessions_None_IsEmpty()
    {
        ScriptedRunner runner = new((_, command) => Fixture.Result(
            command.Contains("--xml", StringComparison.Ordinal) ? "georep-status-no-sessions-xml" : "georep-status-no-sessions-text"));

        (await Client(runner).ListSessionsAsync(Pool)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("georep-status-created-xml")]
    [InlineData("georep-status-stopped-xml")]
    [InlineData("georep-status-active-nochk-xml")]
    public async Task ListSessions_One_IsIt(string fixture) =>
        (await Client(Of(On("geo-replication status", fixture))).ListSessionsAsync(Pool))
            .Single().ShouldSatisfyAllConditions(s => s.Session.ShouldBe(Session), s => s.Workers.Count.ShouldBe(3));

    [Fact]
    public async Task GetSessionConfig_All_KeepsColonsInValues()
    {
        ScriptedRunner runner = Of(On("config", "georep-config-active"));

        IReadOnlyDictionary<string, string> config = await Client(runner).GetSessionConfigAsync(Pool, Session);

        runner.Commands.ShouldBe(["gluster --mode=script volume geo-replication gv1 s1::gv2 config"]);
        config["change_interval"].ShouldBe("5");
        config["allow_network"].ShouldBeEmpty();
        config["secondary_access_mount"].ShouldBe("true");
        config["ssh_options"].ShouldStartWith("-oPasswordAuthentication=no");
    }

    [Fact]
    public async Task SetSessionConfig_OldVersion_UsesTheOldWord()
    {
        Dictionary<string, string> config = [];
        ScriptedRunner runner = new((_, command) => OldConfig(config, command));

        await RunAsync(() => Client(runner).SetSessionConfigAsync(Pool, Session, "secondary-access-mount", "true"));

        config["slave-access-mount"].ShouldBe("true");
    }

    [Fact]
    public async Task ResetSessionConfig_SaysSoInGlustersWay()
    {
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, "geo-replication config updated successfully\n", ""));

        await Client(runner).ResetSessionConfigAsync(Pool, Session, "rsync-options");

        runner.Commands.Single().ShouldEndWith(" config '!rsync-options'");
    }

    [Fact]
    public async Task SetSessionConfig_UnknownKey_Fails() =>
        (await FailAsync(() => Client(Of(On("config no-such-key 1", "err-config-unknown-key"))).SetSessionConfigAsync(Pool, Session, "no-such-key", "1")))
            .Message.ShouldContain("Invalid option");

    [Fact]
    public async Task SetCheckpoint_IsOneCommand()
    {
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, "geo-replication config updated successfully\n", ""));

        await RunAsync(() => Client(runner).SetCheckpointAsync(Pool, Session));

        runner.Commands.Single().ShouldEndWith("config checkpoint now");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1795206976L)]
    public async Task ReadCheckpoint_ThatIsNew_IsReturned(long? before)
    {
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, "1795206977\n", ""));

        (await RunAsync(() => Client(runner).ReadCheckpointAsync(Pool, Session, At(before)))).ToUnixTimeSeconds().ShouldBe(1795206977);
    }

    // Gluster reports that it was set, but the old checkpoint is still there, or none. An old one must not count as evidence.
    [Theory]
    [InlineData("1795206977", 1795206977L)]
    [InlineData("1795206976", 1795206977L)]
    [InlineData("0", 1795206977L)]
    [InlineData("0", null)]
    [InlineData("", null)]
    public async Task ReadCheckpoint_ThatIsNotNew_Fails(string read, long? before)
    {
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, read + "\n", ""));

        (await FailAsync(() => Client(runner).ReadCheckpointAsync(Pool, Session, At(before)))).Code.ShouldBe(ErrorCodes.GlusterFailed);
    }

    [Fact]
    public async Task ReadCheckpoint_ThatIsNoTime_IsUnreadable() =>
        (await FailAsync(() => Client(new ScriptedRunner((_, _) => new RemoteResult(0, "soon\n", ""))).ReadCheckpointAsync(Pool, Session, null)))
            .Code.ShouldBe(ErrorCodes.OutputUnreadable);

    [Fact]
    public async Task SetCheckpoint_NoSuchSession_SaysSo() =>
        (await FailAsync(() => Client(Of(On("checkpoint now", "err-config-no-such-session"))).SetCheckpointAsync(Pool, Session)))
            .Code.ShouldBe(ErrorCodes.SessionNotFound);

    [Theory]
    [InlineData("-s1", "gv2", null)]
    [InlineData("s1;x", "gv2", null)]
    [InlineData("s1", "gv 2", null)]
    [InlineData("s1", "gv2", "-u")]
    [InlineData("s1", "gv2", "a b")]
    public async Task Names_ThatCannotBe_AreNeverSent(string host, string volume, string? user)
    {
        ScriptedRunner runner = Of();
        GeoRepSession session = new("gv1", user, host, volume);

        (await FailAsync(() => Client(runner).GetSessionStatusAsync(Pool, session))).Code.ShouldBe(ErrorCodes.NameInvalid);
        (await FailAsync(() => Client(runner).SetCheckpointAsync(Pool, session))).Code.ShouldBe(ErrorCodes.NameInvalid);
        (await FailAsync(() => Client(runner).StartSessionAsync(Pool, session))).Code.ShouldBe(ErrorCodes.NameInvalid);

        runner.Commands.ShouldBeEmpty();
    }

    private static DateTimeOffset Utc(string time) => DateTimeOffset.Parse($"2026-11-20T{time}Z");

    private static string InOldWords(string xml) => xml
        .Replace("secondary", "slave", StringComparison.Ordinal)
        .Replace("primary", "master", StringComparison.Ordinal);

    private static ScriptedRunner Named(string session)
    {
        string output = Fixture.Text("georep-status-detail-created-xml.stdout");
        string header = output.Split("<session_secondary>")[1].Split('<')[0];
        string pair = session.Length > 40 && session[36] == ':' ? session[37..] : session;
        pair = pair.Split(":1302985f")[0];
        string named = output
            .Replace(header, session, StringComparison.Ordinal)
            .Replace("<secondary>ssh://s1::gv2<", $"<secondary>{pair}<", StringComparison.Ordinal);
        return new ScriptedRunner((_, _) => new RemoteResult(0, named, ""));
    }

    private static RemoteResult OldConfig(Dictionary<string, string> config, string command)
    {
        string[] words = command.Split("config ")[1].Split(' ');
        if (words[0].Contains("secondary", StringComparison.Ordinal))
        {
            return new RemoteResult(1, "geo-replication command failed\n", "Invalid option\n");
        }

        if (words.Length == 2)
        {
            config[words[0]] = words[1];
        }

        return new RemoteResult(0, words.Length == 2 ? "geo-replication config updated successfully\n" : config[words[0]] + "\n", "");
    }

    private static DateTimeOffset? At(long? seconds) => seconds is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;
}
