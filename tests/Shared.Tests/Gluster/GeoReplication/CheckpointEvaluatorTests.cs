using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Tests.Shared.Gluster.Cli;

namespace GlusterDr.Tests.Shared.Gluster.GeoReplication;

public sealed class CheckpointEvaluatorTests : GlusterTest
{
    private static readonly DateTimeOffset Checkpoint = DateTimeOffset.Parse("2026-11-20T20:36:17Z");
    private static readonly GeoRepWorker Base = new("n", "/b", "", "", GeoRepWorkerState.Passive);

    // All possible rows, and null for a row that is missing because its node is dead.
    private static readonly GeoRepWorker?[] Rows =
    [
        null,
        Done,
        Done with { CheckpointCompleted = false },
        Done with { CheckpointCompleted = null },
        Done with { CheckpointTime = Checkpoint.AddSeconds(-1) },
        Done with { CheckpointTime = null },
        Done with { Failures = 1 },
        Done with { Failures = null },
        Base,
        Base with { State = GeoRepWorkerState.Faulty },
        Base with { State = GeoRepWorkerState.Initializing },
        Base with { State = GeoRepWorkerState.Paused },
        Base with { State = GeoRepWorkerState.Unknown },
    ];

    private static GeoRepWorker Done => Base with
    {
        State = GeoRepWorkerState.Active,
        Failures = 0,
        LastSynced = Checkpoint,
        CheckpointTime = Checkpoint,
        CheckpointCompleted = true,
    };

    /// <summary>In its first crawl, a worker has no synced time.</summary>
    [Fact]
    public void Evaluate_WorkerWithoutASyncedTime_IsToldSo()
    {
        GeoRepWorker worker = Done with { CheckpointCompleted = false, LastSynced = null };

        string reason = Evaluate(Volume(1, 1), [worker]).Reasons.ShouldHaveSingleItem();

        reason.ShouldEndWith("has not reached the checkpoint; nothing is synced yet");
    }

    // All combinations of rows for two subvolumes of two bricks: 28,561 statuses, compared with a second implementation of the rule.
    [Fact]
    public void Evaluate_EveryMixture_IsCompleteOnlyByTheRule()
    {
        GlusterVolume volume = Volume(4, 2);
        int complete = 0;
        foreach (GeoRepWorker?[] rows in Mixtures(4))
        {
            CheckpointVerdict verdict = Evaluate(volume, rows);

            bool expected = rows.Chunk(2).All(s => s.Any(w => w == Done) && s.All(w => w is null || w == Done || w == Base
                || w.State is GeoRepWorkerState.Initializing or GeoRepWorkerState.Paused or GeoRepWorkerState.Unknown));
            verdict.IsComplete.ShouldBe(expected, verdict.ToString());
            verdict.Reasons.Any().ShouldBe(!expected);
            complete += expected ? 1 : 0;
        }

        complete.ShouldBe(11 * 11);
    }

    [Theory]
    [InlineData(GeoRepWorkerState.Initializing)]
    [InlineData(GeoRepWorkerState.Passive)]
    [InlineData(GeoRepWorkerState.Created)]
    [InlineData(GeoRepWorkerState.Started)]
    [InlineData(GeoRepWorkerState.Paused)]
    [InlineData(GeoRepWorkerState.Stopped)]
    [InlineData(GeoRepWorkerState.ConfigCorrupted)]
    [InlineData(GeoRepWorkerState.Unknown)]
    public void Evaluate_AllRowsAlike_IsNotActive(GeoRepWorkerState state) =>
        Evaluate(Volume(3, 3), [.. Enumerable.Repeat(Base with { State = state }, 3)]).State.ShouldBe(CheckpointState.NotActive);

    [Fact]
    public void Evaluate_NoRows_IsNotActive() => Evaluate(Volume(3, 3), [null, null, null]).State.ShouldBe(CheckpointState.NotActive);

    [Fact]
    public void Evaluate_VolumeWithoutBricks_IsNotActive() => Evaluate(Volume(0, 1), []).State.ShouldBe(CheckpointState.NotActive);

    [Fact]
    public void Evaluate_OneSubvolumeWithoutActive_IsNotActive()
    {
        CheckpointVerdict verdict = Evaluate(Volume(4, 2), [Done, Base, Base, Base]);

        verdict.State.ShouldBe(CheckpointState.NotActive);
        verdict.Reasons.ShouldBe(["subvolume 1 has no Active worker (n2:/b2 Passive, n3:/b3 Passive)"]);
    }

    [Fact]
    public void Evaluate_StaleCheckpoint_Waits()
    {
        CheckpointVerdict verdict = Evaluate(Volume(1, 1), [Done with { CheckpointTime = Checkpoint.AddHours(-1) }]);

        verdict.State.ShouldBe(CheckpointState.Waiting);
        verdict.Reasons.Single().ShouldContain("still reports the checkpoint of 2026-11-20 19:36:17Z");
    }

    [Fact]
    public void Evaluate_PartOfASecond_IsNoDifference() =>
        CheckpointEvaluator.Evaluate(Status([Done], 1), Volume(1, 1), Session, Checkpoint.AddMilliseconds(400)).IsComplete.ShouldBeTrue();

    [Theory]
    [InlineData(GeoRepWorkerState.Faulty, CheckpointState.Faulty)]
    [InlineData(GeoRepWorkerState.Initializing, CheckpointState.NotActive)]
    public void Evaluate_GraverState_Wins(GeoRepWorkerState other, CheckpointState expected) =>
        Evaluate(Volume(2, 1), [Done with { CheckpointCompleted = false }, Base with { State = other }]).State.ShouldBe(expected);

    [Fact]
    public void Evaluate_Failures_WinOverAll() =>
        Evaluate(Volume(2, 1), [Done with { Failures = 3 }, Base with { State = GeoRepWorkerState.Faulty }])
            .ShouldSatisfyAllConditions(v => v.State.ShouldBe(CheckpointState.Failures), v => v.Reasons.ShouldContain("n0:/b0 counts 3 failures"));

    [Fact]
    public void Evaluate_FaultyBesideAnActiveOfTheSameSubvolume_IsFaulty() =>
        Evaluate(Volume(3, 3), [Done, Base, Base with { State = GeoRepWorkerState.Faulty }]).State.ShouldBe(CheckpointState.Faulty);

    // Three bricks on one node without a meta volume: all become Active. Each of them must be complete.
    [Fact]
    public void Evaluate_SeveralActive_AllMustBeCompleteAndAPersonIsTold()
    {
        Evaluate(Volume(3, 3), [Done, Done, Done with { CheckpointCompleted = false }]).State.ShouldBe(CheckpointState.Waiting);
        CheckpointVerdict verdict = Evaluate(Volume(3, 3), [Done, Done, Done]);
        verdict.IsComplete.ShouldBeTrue();
        verdict.Warnings.Single().ShouldContain("use_meta_volume");
    }

    [Fact]
    public void Evaluate_SeveralBricksOnOneNode_AreToldApartByPath()
    {
        GlusterVolume.Brick[] bricks = [.. Enumerable.Range(0, 3).Select(i => new GlusterVolume.Brick("p1", $"/b{i}", "u", false))];
        GeoRepWorker[] rows = [.. bricks.Select((b, i) => (i == 1 ? Done : Base) with { Node = b.Host, Brick = b.Path, NodeId = "u" })];

        CheckpointEvaluator.Evaluate(new GeoRepStatus(Session, rows), Volume(bricks, 3), Session, Checkpoint).IsComplete.ShouldBeTrue();
        CheckpointEvaluator.Evaluate(new GeoRepStatus(Session, rows), Volume(bricks, 1), Session, Checkpoint).State.ShouldBe(CheckpointState.NotActive);
    }

    [Fact]
    public void Evaluate_NodeByAnotherName_IsKnownByItsId()
    {
        GlusterVolume.Brick[] bricks = [new("10.0.0.1", "/b", "AB-1", false)];
        GeoRepStatus status = new(Session, [Done with { Node = "p1", Brick = "/b", NodeId = "ab-1" }]);

        CheckpointEvaluator.Evaluate(status, Volume(bricks, 1), Session, Checkpoint).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void Evaluate_RowOfABrickThatIsNotOfTheVolume_IsNotActive()
    {
        GeoRepStatus status = new(Session, [.. Status([Done], 1).Workers, Done with { Brick = "/elsewhere" }]);

        CheckpointEvaluator.Evaluate(status, Volume(1, 1), Session, Checkpoint).State.ShouldBe(CheckpointState.NotActive);
    }

    [Fact]
    public void Evaluate_TwoRowsForOneBrick_IsNotActive()
    {
        GeoRepStatus status = new(Session, [.. Status([Done], 1).Workers, .. Status([Done], 1).Workers]);

        CheckpointEvaluator.Evaluate(status, Volume(1, 1), Session, Checkpoint).State.ShouldBe(CheckpointState.NotActive);
    }

    [Fact]
    public void Evaluate_AnotherSession_IsNotActive()
    {
        GeoRepStatus status = Status([Done], 1) with { Session = Session with { SecondaryVolume = "other" } };

        CheckpointEvaluator.Evaluate(status, Volume(1, 1), Session, Checkpoint).State.ShouldBe(CheckpointState.NotActive);
        CheckpointEvaluator.Evaluate(Status([Done], 1), Volume(1, 1) with { Name = "gv9" }, Session, Checkpoint).State.ShouldBe(CheckpointState.NotActive);
    }

    // Recorded output of real Gluster, with the expected result. The last one is complete although files are empty. That is
    // what Gluster reports: the status cannot show it, so the content is compared afterwards.
    [Theory]
    [InlineData("georep-status-detail-active-chk-complete-xml", CheckpointState.Complete, 0)]
    [InlineData("georep-status-detail-active-chk-incomplete-xml", CheckpointState.Waiting, 0)]
    [InlineData("georep-status-detail-active-nochk-xml", CheckpointState.Waiting, 0)]
    [InlineData("georep-status-detail-created-xml", CheckpointState.NotActive, 0)]
    [InlineData("georep-status-detail-stopped-xml", CheckpointState.NotActive, 0)]
    [InlineData("georep-status-detail-paused-xml", CheckpointState.NotActive, 0)]
    [InlineData("georep-status-detail-faulty-secvol-stopped-xml", CheckpointState.Faulty, 0)]
    [InlineData("georep-status-detail-stopped-although-started-nokey-xml", CheckpointState.NotActive, 0)]
    [InlineData("georep-status-detail-node-p3-down-xml", CheckpointState.Complete, 1)]
    [InlineData("rsync35-trap-status-detail-checkpoint-yes-but-empty-xml", CheckpointState.Complete, 0)]
    public async Task Evaluate_RealStatus(string fixture, CheckpointState expected, int warnings)
    {
        GlusterClient client = Client(ScriptedRunner.Of(
            ScriptedRunner.On("status detail", fixture), ScriptedRunner.On("volume info gv1", "volume-info-gv1-xml")));
        GeoRepStatus status = await client.GetSessionStatusAsync(Pool, Session);
        GlusterVolume volume = ByName(await client.GetVolumeAsync(Pool, "gv1"));
        DateTimeOffset checkpoint = status.Workers.Select(w => w.CheckpointTime).FirstOrDefault(t => t is not null) ?? Checkpoint;

        CheckpointVerdict verdict = CheckpointEvaluator.Evaluate(status, volume, Session, checkpoint);

        verdict.State.ShouldBe(expected, verdict.ToString());
        verdict.Warnings.Count.ShouldBe(warnings);
        CheckpointEvaluator.Evaluate(status, volume, Session, checkpoint.AddSeconds(1)).IsComplete.ShouldBeFalse();
    }

    private static CheckpointVerdict Evaluate(GlusterVolume volume, GeoRepWorker?[] rows) =>
        CheckpointEvaluator.Evaluate(Status(rows, rows.Length), volume, Session, Checkpoint);

    private static GeoRepStatus Status(GeoRepWorker?[] rows, int count) => new(
        Session, [.. rows.Take(count).Select((w, i) => w is null ? null : w with { Node = $"n{i}", Brick = $"/b{i}" }).OfType<GeoRepWorker>()]);

    private static GlusterVolume Volume(int bricks, int each) =>
        Volume([.. Enumerable.Range(0, bricks).Select(i => new GlusterVolume.Brick($"n{i}", $"/b{i}", $"uuid{i}", i % 3 == 2))], each);

    private static GlusterVolume Volume(GlusterVolume.Brick[] bricks, int each) =>
        new("gv1", "id", "Started", "Any", bricks, each, new Dictionary<string, string>());

    // The lab was created several times between these recordings, so the UUIDs of its nodes differ.
    private static GlusterVolume ByName(GlusterVolume volume) =>
        volume with { Bricks = [.. volume.Bricks.Select(b => b with { NodeId = "" })] };

    private static IEnumerable<GeoRepWorker?[]> Mixtures(int bricks)
    {
        int total = (int)Math.Pow(Rows.Length, bricks);
        for (int i = 0; i < total; i++)
        {
            int rest = i;
            GeoRepWorker?[] rows = new GeoRepWorker?[bricks];
            for (int brick = 0; brick < bricks; brick++)
            {
                rows[brick] = Rows[rest % Rows.Length];
                rest /= Rows.Length;
            }

            yield return rows;
        }
    }
}
