using GlusterDr.Local.Cli.Progress;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Cli;

public sealed class RunEstimateTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    // Snapshot usually takes 1 minute, replicate 10, merge 4.
    [InlineData(RunPhase.Snapshot, 0, 15)]
    [InlineData(RunPhase.Snapshot, 1, 14)]
    [InlineData(RunPhase.Replicate, 3, 11)]
    [InlineData(RunPhase.Replicate, 30, 4)]
    [InlineData(RunPhase.Merge, 9, 0)]
    [InlineData(RunPhase.Preflight, 5, 15)]
    public void What_is_left_follows_from_what_earlier_phases_took(RunPhase phase, int minutesIn, int left)
    {
        RunEstimate sut = new([Earlier(1, 9, 4), Earlier(1, 10, 4), Earlier(1, 90, 4)]);

        sut.Left(Progress(phase), s_start.AddMinutes(minutesIn)).ShouldBe(TimeSpan.FromMinutes(left));
    }

    [Fact]
    public void Runs_that_failed_tell_nothing()
    {
        RunEstimate sut = new([Earlier(1, 1, 1) with { State = RunState.Failed }, Earlier(1, 1, 1) with { State = RunState.Running }]);

        sut.Left(Progress(RunPhase.Snapshot), s_start).ShouldBeNull();
    }

    [Fact]
    public void Without_progress_there_is_nothing_to_go_by()
    {
        new RunEstimate([Earlier(1, 1, 1)]).Left(null, s_start).ShouldBeNull();
    }

    private static RunProgress Progress(RunPhase phase) => new(phase, s_start, 0, 0, []);

    private static Run Earlier(int snapshot, int replicate, int merge) => new()
    {
        Id = "sync-vms-20260101T000000Z",
        Policy = "vms",
        State = RunState.Succeeded,
        StartedAt = s_start,
        Phases =
        [
            new(RunPhase.Snapshot, s_start, TimeSpan.FromMinutes(snapshot)),
            new(RunPhase.Replicate, s_start, TimeSpan.FromMinutes(replicate)),
            new(RunPhase.Merge, s_start, TimeSpan.FromMinutes(merge)),
        ],
    };
}
