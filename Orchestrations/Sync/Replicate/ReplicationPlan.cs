namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>Decides what a run does next with a destination, from the facts alone.</summary>
internal static class ReplicationPlan
{
    /// <summary>The next action; <see cref="ReplicationAction.End"/>: the stage is over.</summary>
    public static ReplicationAction Next(ReplicationState state) => state.Stage switch
    {
        ReplicationStage.Replicate => Replicate(state),
        ReplicationStage.Settle => Settle(state),
        _ => state is { IsStopped: true, IsCleaned: false } ? ReplicationAction.Clean : ReplicationAction.End,
    };

    private static ReplicationAction Replicate(ReplicationState state) => state switch
    {
        { IsLeftOut: true } or { HasFailed: true } => ReplicationAction.End,
        { NeedsTuning: true, IsTuned: false } => ReplicationAction.Tune,
        { IsReplicated: false } => Start(state),
        { Differing: null } => ReplicationAction.Compare,
        { Differing: 0 } => ReplicationAction.End,
        _ => state.Corrections < state.MostCorrections ? ReplicationAction.Correct : ReplicationAction.GiveUp,
    };

    /// <summary>A session is resumed only as preflight found it: a correction stops it, and so does setting its options.</summary>
    private static ReplicationAction Start(ReplicationState state) => state switch
    {
        { Corrections: > 0 } => ReplicationAction.Start,
        { CanResume: true } => ReplicationAction.Resume,
        { IsPaused: true, IsTuned: false } => ReplicationAction.StopAndStart,
        _ => ReplicationAction.Start,
    };

    /// <summary>
    /// The recovery point is stored only when the status shows that the session is stopped or paused: a running session would replicate
    /// the merges, which may be in progress.
    /// </summary>
    private static ReplicationAction Settle(ReplicationState state) => state switch
    {
        { IsStopped: false } => ReplicationAction.End,
        { IsStopVerified: false } => ReplicationAction.VerifyStopped,
        { IsVerified: true, HasFailed: false, IsRecorded: false } => ReplicationAction.Record,
        _ => ReplicationAction.End,
    };
}
