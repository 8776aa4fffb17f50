using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Tests.Lab;

/// <remarks>Real Gluster, real geo-replication, over real ssh: the client and the agent see and do what they claim.</remarks>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class GlusterClientTests(GlusterClients lab) : LabTests, IClassFixture<GlusterClients>
{
    private const string Fuse = "/mnt/lab/gv1";
    private readonly string _folder = $"lab-{Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task Client_ReadsWhatIsThere()
    {
        (await lab.Client.GetVersionAsync(lab.Primary)).Major.ShouldBeGreaterThanOrEqualTo(9);
        (await lab.Client.GetPeersAsync(lab.Primary)).Count(p => p.Connected).ShouldBe(3);
        GlusterVolume volume = await lab.Client.GetVolumeAsync(lab.Primary, "gv1");
        volume.Subvolumes.Single().Select(b => b.Host).ShouldBe(["p1", "p2", "p3"]);
        (await lab.Client.GetVolumeAsync(lab.Secondary, "gv2")).Subvolumes.Count.ShouldBe(2);
        IReadOnlyList<BrickStatus> bricks = await lab.Client.GetBrickStatusAsync(lab.Primary, "gv1");
        bricks.ShouldAllBe(b => b.Online && b.Pid > 0 && b.TotalBytes > b.FreeBytes && b.FreeBytes > 0);
        (await lab.Client.GetHealSummaryAsync(lab.Primary, "gv1")).SilentBricks.ShouldBeEmpty();
        (await lab.Client.GetHealSummaryAsync(lab.Secondary, "gv2")).Entries.ShouldBe(0);
        (await lab.Client.GetVolumeOptionAsync(lab.Secondary, "gv2", "features.read-only")).ShouldBe("on");
        (await lab.Client.ListSessionsAsync(lab.Primary)).ShouldContain(s => s.Session == GlusterClients.Session);
        (await lab.Client.ListSessionsAsync(lab.Secondary)).ShouldBeEmpty();
        ClockOffset clock = await lab.Client.GetClockAsync(GlusterClients.Host("p2"));
        clock.Offset.Duration().ShouldBeLessThan(clock.Uncertainty + TimeSpan.FromMilliseconds(20));
        IReadOnlyList<BrickFacts> facts = await lab.Agent.InspectBricksAsync(
            GlusterClients.Host("p1"), [volume.Bricks[0].Path], DateTimeOffset.UtcNow.AddHours(-1));
        facts.Single().ProcessStarted!.Value.ShouldBeLessThan(DateTimeOffset.UtcNow);
        facts.Single().FreeBytes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Client_SaysWhatIsNotThere()
    {
        (await FailAsync(lab.Client.GetVolumeAsync(lab.Primary, "nosuch"))).Code.ShouldBe(ErrorCodes.VolumeNotFound);
        (await FailAsync(lab.Client.GetBrickStatusAsync(lab.Primary, "nosuch"))).Code.ShouldBe(ErrorCodes.VolumeNotFound);
        (await FailAsync(lab.Client.GetSessionStatusAsync(lab.Primary, GlusterClients.Session with { SecondaryVolume = "other" })))
            .Code.ShouldBe(ErrorCodes.SessionNotFound);
        (await FailAsync(lab.Client.StartSessionAsync(lab.Primary, GlusterClients.Session with { SecondaryHost = "nohost" })))
            .Code.ShouldBe(ErrorCodes.SessionNotFound);
        (await FailAsync(lab.Agent.GetSpaceAsync(lab.Secondary, "nosuch"))).Code.ShouldBe(ErrorCodes.VolumeUnavailable);
    }

    // Checkpoint and marker before the start, then proof by content; then damage, cure, pause, resume, stop and cleaning.
    [Fact]
    public async Task Session_FromCheckpointToCleaning()
    {
        await lab.Client.StopSessionAsync(lab.Primary, GlusterClients.Session);
        await lab.ShellAsync("p1", $"""
            mkdir {Fuse}/{_folder} && cd {Fuse}/{_folder}
            head -c 20000000 /dev/urandom > big; echo small > small; sync big small
            truncate -s 30M sparse; printf x | dd of=sparse bs=1 seek=13000000 conv=notrunc,fsync status=none
            """);
        await ProveAsync();

        await DamageAsync();
        await CureAsync();

        (await lab.Client.PauseSessionAsync(lab.Primary, GlusterClients.Session)).IsPaused.ShouldBeTrue();
        await lab.Client.PauseSessionAsync(lab.Primary, GlusterClients.Session);
        await lab.Client.ResumeSessionAsync(lab.Primary, GlusterClients.Session);
        await lab.Client.ResumeSessionAsync(lab.Primary, GlusterClients.Session);
        await lab.Client.StartSessionAsync(lab.Primary, GlusterClients.Session);
        (await lab.Client.StopSessionAsync(lab.Primary, GlusterClients.Session)).IsStopped.ShouldBeTrue();
        await lab.Client.StopSessionAsync(lab.Primary, GlusterClients.Session);
        (await FailAsync(lab.Client.PauseSessionAsync(lab.Primary, GlusterClients.Session))).Code.ShouldBe(ErrorCodes.SessionNotActive);

        await CleanAsync();
    }

    [Fact]
    public async Task Client_PassesOverANodeWhoseGlusterdIsDown()
    {
        await lab.ShellAsync("p1", "pkill -x glusterd; while pgrep -x glusterd; do sleep 0.1; done");
        try
        {
            (await lab.Client.GetVolumeAsync(lab.Primary, "gv1")).IsStarted.ShouldBeTrue();
            (await lab.Agent.GetSpaceAsync(lab.Primary, "gv1")).TotalBytes.ShouldBeGreaterThan(0);
            (await FailAsync(lab.Client.GetVolumeAsync(new GlusterPool([GlusterClients.Host("p1")]), "gv1"))).Code.ShouldBe(ErrorCodes.GlusterdDown);
        }
        finally
        {
            await lab.ShellAsync("p1", "glusterd; for i in $(seq 100); do gluster pool list && exit; sleep 0.2; done");
        }
    }

    private async Task ProveAsync()
    {
        GlusterVolume volume = await lab.Client.GetVolumeAsync(lab.Primary, "gv1");
        await lab.Client.SetCheckpointAsync(lab.Primary, GlusterClients.Session);
        DateTimeOffset checkpoint = await lab.Client.ReadCheckpointAsync(lab.Primary, GlusterClients.Session, null);
        DateTimeOffset marker = await lab.Agent.WriteMarkerAsync(lab.Primary, "gv1");
        marker.ShouldBeGreaterThan(checkpoint);
        await Task.Delay(TimeSpan.FromSeconds(16.5));
        await lab.Client.StartSessionAsync(lab.Primary, GlusterClients.Session);

        await UntilAsync(async () =>
        {
            GeoRepStatus status = await lab.Client.GetSessionStatusAsync(lab.Primary, GlusterClients.Session);
            return CheckpointEvaluator.Evaluate(status, volume, GlusterClients.Session, checkpoint).IsComplete
                && MarkerEvaluator.Evaluate(status, volume, marker).Passed;
        });

        (await DifferencesAsync(whole: true)).ShouldBeEmpty();
        (await DifferencesAsync(whole: false)).ShouldBeEmpty();
    }

    private async Task DamageAsync()
    {
        await lab.ShellAsync("s1", $"""
            d=$(mktemp -d); glusterfs -s localhost --volfile-id=/gv2 --client-pid=-1 $d; cd $d
            g=$(getfattr --only-values -n glusterfs.gfid.string {_folder}/big)
            touch -r .shard/$g.2 /tmp/{_folder}
            printf garbage | dd of=.shard/$g.2 bs=1 seek=1000 conv=notrunc status=none
            touch -r /tmp/{_folder} .shard/$g.2
            rm .shard/$g.4 {_folder}/small
            : > {_folder}/sparse
            cd /; umount $d; rmdir $d
            """);

        IReadOnlyList<ContentComparer.Difference> found = await DifferencesAsync(whole: true);

        found.Select(d => (Path.GetFileName(d.Path), d.Kind)).ShouldBe(
        [
            ("big", ContentDifferenceKind.Allocation),
            ("small", ContentDifferenceKind.Missing),
        ]);
    }

    private async Task CureAsync()
    {
        (await lab.Agent.DistrustAsync(lab.Secondary, "gv2", Paths(), GlusterClients.Patience)).Select(o => o.Triggered).ShouldBe([4, 0, 2]);
        IReadOnlyList<VolumeAgent.TriggerOutcome> outcomes = await lab.Agent.TriggerAsync(lab.Primary, "gv1", Paths(), GlusterClients.Patience);
        outcomes.ShouldAllBe(o => o.Problem == null);
        outcomes[0].Triggered.ShouldBe(5);

        // The feed may be dead: what has rolled over by a start arrives.
        await Task.Delay(TimeSpan.FromSeconds(17));
        await lab.Client.StopSessionAsync(lab.Primary, GlusterClients.Session);
        await lab.Client.StartSessionAsync(lab.Primary, GlusterClients.Session);
        await UntilAsync(async () => (await DifferencesAsync(whole: true)).Count == 0);
    }

    private async Task CleanAsync()
    {
        string before = await lab.ShellAsync("s1", "ls /mnt/bricks/b*/gv2/.shard | wc -l");

        IReadOnlyList<VolumeAgent.DeleteOutcome> outcomes = await lab.Agent.DeleteAsync(
            lab.Secondary, "gv2", [$"{_folder}/big", $"{_folder}/nothing", _folder]);

        outcomes.Select(o => (o.Deleted, o.Gone)).ShouldBe([(true, true), (false, true), (false, false)]);
        string after = await lab.ShellAsync("s1", "ls /mnt/bricks/b*/gv2/.shard | wc -l");
        (int.Parse(before) - int.Parse(after)).ShouldBe(4);
        (await lab.ShellAsync("s1", $"ls /mnt/bricks/b*/gv2/{_folder}")).ShouldNotContain("big");
        (await lab.Client.GetVolumeOptionAsync(lab.Secondary, "gv2", "features.read-only")).ShouldBe("on");
        (await lab.ShellAsync("s1", "ls /run/glusterdr; grep -c /run/glusterdr /proc/mounts || true")).Trim().ShouldBe("0");
        await lab.ShellAsync("p1", $"rm -r {Fuse}/{_folder}");
    }

    private async Task<IReadOnlyList<ContentComparer.Difference>> DifferencesAsync(bool whole)
    {
        FileProbe[] files = [.. Paths().Select(p => new FileProbe(p)
        {
            Whole = whole,
            Offsets = whole ? [] : BlockSampler.Draw("seed", p, p.EndsWith("big", StringComparison.Ordinal) ? 20_000_000 : 6, 40),
        })];
        return ContentComparer.Compare(
            await lab.Agent.ProbeAsync(lab.Primary, "gv1", files, GlusterClients.Patience),
            await lab.Agent.ProbeAsync(lab.Secondary, "gv2", files, GlusterClients.Patience));
    }

    private string[] Paths() => [$"{_folder}/big", $"{_folder}/small", $"{_folder}/sparse"];

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        DateTimeOffset end = DateTimeOffset.UtcNow + GlusterClients.Patience;
        while (!await condition())
        {
            DateTimeOffset.UtcNow.ShouldBeLessThan(end, "it never came to be");
            await Task.Delay(1000);
        }
    }

    private static async Task<Error> FailAsync(Task task) => (await Should.ThrowAsync<DrException>(task)).Error;
}
