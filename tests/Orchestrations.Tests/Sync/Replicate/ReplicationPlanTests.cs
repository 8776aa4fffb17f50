using GlusterDr.Orchestrations.Sync.Replicate;

namespace GlusterDr.Tests.Orchestrations.Sync.Replicate;

public sealed class ReplicationPlanTests
{
    private static readonly bool[] s_both = [false, true];

    private static readonly Dictionary<string, (ReplicationState State, ReplicationAction Expected)> s_table = Table();

    public static TheoryData<string> Rows() => [.. s_table.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Next_ByTheTable(string row) => ReplicationPlan.Next(s_table[row].State).ShouldBe(s_table[row].Expected);

    private static Dictionary<string, (ReplicationState State, ReplicationAction Expected)> Table()
    {
        ReplicationState first = new() { MostCorrections = 2 };
        ReplicationState replicated = first with { IsReplicated = true };
        ReplicationState settle = replicated with { Stage = ReplicationStage.Settle, Differing = 0, IsStopped = true };
        ReplicationState clean = settle with { Stage = ReplicationStage.Clean, IsStopVerified = true, IsRecorded = true };
        return new()
        {
            ["left out"] = (first with { IsLeftOut = true }, ReplicationAction.End),
            ["failed in preflight"] = (first with { HasFailed = true }, ReplicationAction.End),
            ["options to set"] = (first with { NeedsTuning = true }, ReplicationAction.Tune),
            ["stopped"] = (first, ReplicationAction.Start),
            ["options set"] = (first with { NeedsTuning = true, IsTuned = true }, ReplicationAction.Start),
            ["paused for a short time"] = (first with { IsPaused = true, CanResume = true }, ReplicationAction.Resume),
            ["paused for too long"] = (first with { IsPaused = true }, ReplicationAction.StopAndStart),
            ["paused, and stopped to set its options"] = (first with { IsPaused = true, NeedsTuning = true, IsTuned = true }, ReplicationAction.Start),
            ["replicated"] = (replicated, ReplicationAction.Compare),
            ["the same"] = (replicated with { Differing = 0 }, ReplicationAction.End),
            ["differs"] = (replicated with { Differing = 3 }, ReplicationAction.Correct),
            ["differs after one correction"] = (replicated with { Differing = 3, Corrections = 1 }, ReplicationAction.Correct),
            ["differs after all corrections"] = (replicated with { Differing = 3, Corrections = 2 }, ReplicationAction.GiveUp),
            ["differs, corrections not permitted"] = (replicated with { Differing = 1, MostCorrections = 0 }, ReplicationAction.GiveUp),
            ["corrected"] = (first with { Corrections = 1 }, ReplicationAction.Start),
            ["corrected, was resumed"] = (first with { Corrections = 1, IsPaused = true, CanResume = true }, ReplicationAction.Start),
            ["corrected, was paused for too long"] = (first with { Corrections = 1, IsPaused = true }, ReplicationAction.Start),
            ["settle: stopped"] = (settle, ReplicationAction.VerifyStopped),
            ["settle: verified that it is stopped"] = (settle with { IsStopVerified = true }, ReplicationAction.Record),
            ["settle: recorded"] = (settle with { IsStopVerified = true, IsRecorded = true }, ReplicationAction.End),
            ["settle: not stopped"] = (settle with { IsStopped = false }, ReplicationAction.End),
            ["settle: recording failed"] = (settle with { IsStopVerified = true, HasFailed = true }, ReplicationAction.End),
            ["settle: failed and stopped"] = (settle with { HasFailed = true, Differing = null }, ReplicationAction.VerifyStopped),
            ["clean: recorded"] = (clean, ReplicationAction.Clean),
            ["clean: failed and stopped"] = (clean with { HasFailed = true, IsRecorded = false }, ReplicationAction.Clean),
            ["clean: not stopped"] = (clean with { IsStopped = false }, ReplicationAction.End),
            ["clean: done"] = (clean with { IsCleaned = true }, ReplicationAction.End),
        };
    }

    /// <summary>Every combination of facts, with and without differences, in all stages.</summary>
    [Fact]
    public void Next_EveryCombination_KeepsTheRules()
    {
        int recorded = 0;
        foreach (ReplicationState state in All())
        {
            ReplicationAction action = ReplicationPlan.Next(state);
            string row = $"{state}: {action}";

            // Nothing is stored or deleted while the session may run, or where the content was not compared.
            (action is ReplicationAction.Clean && !state.IsStopped).ShouldBeFalse(row);
            (action is ReplicationAction.Record && !(state is { IsStopped: true, IsStopVerified: true, Differing: 0, HasFailed: false })).ShouldBeFalse(row);
            // Only a session that preflight found fit is resumed, and only the first time.
            (action is ReplicationAction.Resume && !(state is { CanResume: true, Corrections: 0 })).ShouldBeFalse(row);
            // A destination that is left out or has failed is not replicated to.
            bool starts = action is ReplicationAction.Start or ReplicationAction.StopAndStart or ReplicationAction.Resume or ReplicationAction.Tune;
            (starts && (state.IsLeftOut || state.HasFailed || state.Stage != ReplicationStage.Replicate)).ShouldBeFalse(row);
            // Differences never end a replication without an error.
            (action is ReplicationAction.End && state is { Stage: ReplicationStage.Replicate, IsLeftOut: false, HasFailed: false }
                && !state.IsVerified).ShouldBeFalse(row);
            recorded += action is ReplicationAction.Record ? 1 : 0;
        }

        recorded.ShouldBeGreaterThan(0);
    }

    private static IEnumerable<ReplicationState> All() =>
        from stage in Enum.GetValues<ReplicationStage>()
        from differing in new int?[] { null, 0, 2 }
        from corrections in new[] { 0, 1 }
        from paused in s_both
        from resume in s_both
        from tuning in s_both
        from tuned in s_both
        from failed in s_both
        from leftOut in s_both
        from replicated in s_both
        from stopped in s_both
        from verified in s_both
        from recorded in s_both
        where replicated || differing is null
        select new ReplicationState
        {
            Stage = stage,
            MostCorrections = 1,
            Differing = differing,
            Corrections = corrections,
            IsPaused = paused,
            CanResume = resume,
            NeedsTuning = tuning,
            IsTuned = tuned,
            HasFailed = failed,
            IsLeftOut = leftOut,
            IsReplicated = replicated,
            IsStopped = stopped,
            IsStopVerified = verified,
            IsRecorded = recorded,
        };
}
