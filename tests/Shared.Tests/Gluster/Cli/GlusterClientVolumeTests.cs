using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using static GlusterDr.Tests.Shared.Gluster.ScriptedRunner;

namespace GlusterDr.Tests.Shared.Gluster.Cli;

public sealed class GlusterClientVolumeTests : GlusterTest
{
    [Fact]
    public async Task GetVolume_Replicated_HasOneSubvolume()
    {
        ScriptedRunner runner = Of(On("volume info gv1", "volume-info-gv1-xml"));

        GlusterVolume volume = await Client(runner).GetVolumeAsync(Pool, "gv1");

        runner.Commands.ShouldBe(["gluster --mode=script --xml volume info gv1"]);
        runner.Last!.Timeout.ShouldBeGreaterThan(TimeSpan.Zero);
        volume.Id.ShouldBe("234543d7-4af7-4ed9-af04-cc4c49e0c703");
        volume.IsStarted.ShouldBeTrue();
        volume.Subvolumes.Single().Select(b => b.Host).ShouldBe(["p1", "p2", "p3"]);
        volume.Bricks[0].ShouldBe(new GlusterVolume.Brick("p1", "/srv/lab/state/p1/bricks/b1", "50c277ed-0ba8-4be7-a980-7d7c901abafe", false));
        volume.Options["features.shard-block-size"].ShouldBe("4MB");
    }

    [Theory]
    [InlineData("volume-info-distribute-xml", "dv", 3, 1)]
    [InlineData("volume-info-disperse-xml", "ec", 1, 3)]
    [InlineData("volume-info-arbiter-xml", "ar", 2, 3)]
    public async Task GetVolume_OtherTypes_HaveTheirSubvolumes(string fixture, string name, int subvolumes, int bricksEach)
    {
        GlusterVolume volume = await Client(Of(On($"volume info {name}", fixture))).GetVolumeAsync(Pool, name);

        volume.Subvolumes.Select(s => s.Count).ShouldBe(Enumerable.Repeat(bricksEach, subvolumes));
        volume.Bricks.Count(b => b.IsArbiter).ShouldBe(name == "ar" ? 2 : 0);
    }

    [Fact]
    public async Task GetVolume_Unknown_IsNotFoundThoughItExitsZero()
    {
        Error error = await FailAsync(() => Client(Of(On("volume info nosuchvol", "err-volume-info-no-such-volume-xml"))).GetVolumeAsync(Pool, "nosuchvol"));

        error.Code.ShouldBe(ErrorCodes.VolumeNotFound);
        error.Host.ShouldBe("p1");
        error.Tried.ShouldBe("gluster --mode=script --xml volume info nosuchvol");
    }

    [Fact]
    public async Task GetVolume_AnswerAboutAnother_IsNotTaken() =>
        (await FailAsync(() => Client(Of(On("volume info gv9", "volume-info-gv1-xml"))).GetVolumeAsync(Pool, "gv9")))
            .Code.ShouldBe(ErrorCodes.OutputUnreadable);

    [Theory]
    [InlineData("")]
    [InlineData("<?xml version='1.0'?><cliOutput><opRet>0</opRet>")]
    [InlineData("<?xml version='1.0'?><cliOutput><opRet>0</opRet></cliOutput>")]
    [InlineData("Usage:\nvolume info")]
    public async Task GetVolume_OutputWithoutVolume_IsUnreadable(string output)
    {
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, output, ""));

        (await FailAsync(() => Client(runner).GetVolumeAsync(Pool, "gv1"))).Code.ShouldBe(ErrorCodes.OutputUnreadable);
    }

    [Theory]
    [InlineData("-rf")]
    [InlineData("a;b")]
    [InlineData("a b")]
    [InlineData("all")]
    [InlineData("")]
    [InlineData("gv1/x")]
    public async Task GetVolume_NameThatCannotBe_IsNeverSent(string name)
    {
        ScriptedRunner runner = Of();

        (await FailAsync(() => Client(runner).GetVolumeAsync(Pool, name))).Code.ShouldBe(ErrorCodes.NameInvalid);

        runner.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetBrickStatus_HasPidsAndRoom()
    {
        IReadOnlyList<BrickStatus> bricks = await Client(Of(On("volume status gv1 detail", "volume-status-detail-xml"))).GetBrickStatusAsync(Pool, "gv1");

        bricks.Select(b => b.Host).ShouldBe(["p1", "p2", "p3"]);
        bricks.ShouldAllBe(b => b.Online && b.Pid > 0 && b.TotalBytes == 270553174016 && b.FreeBytes > 0);
    }

    // Without `detail`, self-heal daemons are listed with the bricks, and those of a dead node are missing.
    [Fact]
    public async Task GetBrickStatus_NodeDown_HasOnlyBricksThatAnswered() =>
        (await Client(Of(On("volume status gv1 detail", "volume-status-node-p3-down-xml"))).GetBrickStatusAsync(Pool, "gv1"))
            .Select(b => (b.Host, b.TotalBytes)).ShouldBe([("p1", null), ("p2", null)]);

    [Fact]
    public async Task GetBrickStatus_Stopped_SaysSo() =>
        (await FailAsync(() => Client(Of(On("detail", "err-volume-status-not-started-xml"))).GetBrickStatusAsync(Pool, "ar")))
            .Code.ShouldBe(ErrorCodes.VolumeNotStarted);

    [Fact]
    public async Task GetPeers_HasAll() =>
        (await Client(Of(On("pool list", "pool-list-xml"))).GetPeersAsync(Pool))
            .Select(p => (p.Host, p.Connected)).ShouldBe([("p2", true), ("p3", true), ("localhost", true)]);

    [Fact]
    public async Task GetHealSummary_Counts() =>
        (await Client(Of(On("heal gv1 info summary", "volume-heal-info-summary-xml"))).GetHealSummaryAsync(Pool, "gv1"))
            .ShouldSatisfyAllConditions(h => h.Entries.ShouldBe(0), h => h.SilentBricks.ShouldBeEmpty());

    [Fact]
    public async Task GetHealSummary_BrickThatDoesNotAnswer_IsNamed()
    {
        string output = Fixture.Text("volume-heal-info-summary-xml.stdout").Replace(
            "<totalNumberOfEntries>0</totalNumberOfEntries>", "<totalNumberOfEntries>-</totalNumberOfEntries>", StringComparison.Ordinal);
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, output, ""));

        (await Client(runner).GetHealSummaryAsync(Pool, "gv1")).SilentBricks.Count.ShouldBe(3);
    }

    [Fact]
    public async Task GetHealSummary_Distribution_HasNothingToHeal() =>
        (await Client(Of(On("heal gv2 info summary", "err-volume-heal-distribute-xml"))).GetHealSummaryAsync(Pool, "gv2")).Entries.ShouldBe(0);

    [Fact]
    public async Task GetVersion_ReadsTheFirstLine() =>
        (await Client(Of(On("--version", "version"))).GetVersionAsync(Pool)).ShouldBe(new Version(10, 3));

    [Theory]
    [InlineData("glusterfs 9.6", "9.6")]
    [InlineData("glusterfs 11.1-4", "11.1")]
    [InlineData("glusterfs 12dev", "12.0")]
    public async Task GetVersion_OtherVersions(string line, string expected) =>
        (await Client(new ScriptedRunner((_, _) => new RemoteResult(0, line + "\n", ""))).GetVersionAsync(Pool)).ShouldBe(Version.Parse(expected));

    [Fact]
    public async Task GetVolumeOption_Default_LosesItsMark() =>
        (await Client(Of(On("volume get gv1 features.read-only", "volume-get-default-xml"))).GetVolumeOptionAsync(Pool, "gv1", "features.read-only"))
            .ShouldBe("off");

    [Fact]
    public async Task SetVolumeOption_ThatDoesNotStick_Fails()
    {
        ScriptedRunner runner = Of(
            ("volume set gv1 features.read-only on", [new RemoteResult(0, "<cliOutput><opRet>0</opRet></cliOutput>", "")]),
            On("volume get gv1 features.read-only", "volume-get-default-xml"));

        (await FailAsync(() => Client(runner).SetVolumeOptionAsync(Pool, "gv1", "features.read-only", "on"))).Message.ShouldContain("but it is off");
    }

    [Theory]
    [InlineData("1767225602.500000000", 2.5)]
    [InlineData("1767225599.750000000", -0.25)]
    public async Task GetClock_TellsTheOffset(string printed, double expected)
    {
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, printed + "\n", ""));

        ClockOffset clock = await Client(runner).GetClockAsync(Host("p1"));

        clock.Offset.TotalSeconds.ShouldBe(expected, 0.001);
        clock.Uncertainty.ShouldBe(TimeSpan.Zero);
    }

    // The fastest of several readings counts, because the first one also opens the connection.
    [Fact]
    public async Task GetClock_SlowReading_IsNotTheOneThatCounts()
    {
        Queue<double> delays = new([8, 0.2, 2]);
        ScriptedRunner runner = new((_, _) =>
        {
            double delay = delays.Dequeue();
            Time.Advance(TimeSpan.FromSeconds(delay));
            return new RemoteResult(0, $"{(Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds:F3}\n", "");
        });

        ClockOffset clock = await Client(runner).GetClockAsync(Host("p1"));

        clock.Uncertainty.TotalSeconds.ShouldBe(0.1, 0.001);
        clock.Offset.TotalSeconds.ShouldBe(0.1, 0.001);
    }
}
