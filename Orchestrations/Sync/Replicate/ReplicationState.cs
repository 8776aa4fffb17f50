namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>The facts about a destination that decide what a run does next with it.</summary>
internal sealed record ReplicationState
{
    /// <summary>The part of the run.</summary>
    public ReplicationStage Stage { get; init; }

    /// <summary>Preflight: the session is paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Preflight: it is paused, and a resume loses nothing.</summary>
    public bool CanResume { get; init; }

    /// <summary>Preflight: the policy wants other session options.</summary>
    public bool NeedsTuning { get; init; }

    /// <summary>How often the policy lets a run replicate differences again.</summary>
    public int MostCorrections { get; init; }

    /// <summary>The run does not touch the destination.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>There is no recovery point, and the error is stored.</summary>
    public bool HasFailed { get; init; }

    /// <summary>The session options are set.</summary>
    public bool IsTuned { get; init; }

    /// <summary>The checkpoint that was set last is complete.</summary>
    public bool IsReplicated { get; init; }

    /// <summary>How many files differed after the last replication; null: they were not compared.</summary>
    public int? Differing { get; init; }

    /// <summary>How often differences were replicated again.</summary>
    public int Corrections { get; init; }

    /// <summary>This run has started the session, and has stopped or paused it again.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The session's status shows that it is stopped or paused.</summary>
    public bool IsStopVerified { get; init; }

    /// <summary>The recovery point is stored.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>The secondary was cleaned.</summary>
    public bool IsCleaned { get; init; }

    /// <summary>The content is the same at both sites.</summary>
    public bool IsVerified => Differing == 0;
}
