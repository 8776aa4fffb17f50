using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Tests.Shared.Gluster.Cli;

namespace GlusterDr.Tests.Shared.Gluster.GeoReplication;

public sealed class MarkerEvaluatorTests : GlusterTest
{
    private static readonly DateTimeOffset Marker = DateTimeOffset.Parse("2026-11-20T20:36:17Z");

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(5, 0, true)]
    [InlineData(0, -1, false)]
    [InlineData(-1, 0, false)]
    [InlineData(0, null, false)]
    public void Evaluate_EverySubvolumeMustHavePassed(int? first, int? second, bool passed)
    {
        MarkerEvaluator.Verdict verdict = MarkerEvaluator.Evaluate(Status(Active(0, first), Active(1, second)), Volume(2, 1), Marker);

        verdict.Passed.ShouldBe(passed);
        verdict.Behind.Any().ShouldBe(!passed);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(-2, false)]
    [InlineData(null, false)]
    public void EvaluateFeed_AChangelogThatClosedInTheMarkersSecond_HoldsIt(int? second, bool passed) =>
        MarkerEvaluator.EvaluateFeed(Status(Active(0, 0), Active(1, second)), Volume(2, 1), Marker).Passed.ShouldBe(passed);

    [Fact]
    public void Evaluate_PassiveOnes_AreNotAsked() =>
        MarkerEvaluator.Evaluate(Status(Active(0, 0), Active(1, null) with { State = GeoRepWorkerState.Passive }), Volume(2, 2), Marker)
            .Passed.ShouldBeTrue();

    [Fact]
    public void Evaluate_NoActive_HasNotPassed() =>
        MarkerEvaluator.Evaluate(Status(), Volume(2, 2), Marker).Behind.ShouldBe(["subvolume 0 has no Active worker"]);

    [Fact]
    public void Evaluate_NoBricks_HasNotPassed() => MarkerEvaluator.Evaluate(Status(), Volume(0, 1), Marker).Passed.ShouldBeFalse();

    private static GeoRepStatus Status(params GeoRepWorker[] workers) => new(Session, workers);

    private static GeoRepWorker Active(int brick, int? late) =>
        new($"n{brick}", $"/b{brick}", "", "", GeoRepWorkerState.Active, LastSynced: late is { } seconds ? Marker.AddSeconds(seconds) : null);

    private static GlusterVolume Volume(int bricks, int each) => new(
        "gv1", "id", "Started", "Any", [.. Enumerable.Range(0, bricks).Select(i => new GlusterVolume.Brick($"n{i}", $"/b{i}", "", false))], each,
        new Dictionary<string, string>());
}
