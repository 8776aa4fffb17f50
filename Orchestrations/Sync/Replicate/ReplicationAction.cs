namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>What a run does next with a destination.</summary>
internal enum ReplicationAction
{
    /// <summary>Nothing more in this stage.</summary>
    End,

    /// <summary>Set session options.</summary>
    Tune,

    /// <summary>Set a checkpoint, start the session, and wait for the checkpoint.</summary>
    Start,

    /// <summary>The same with a session that is paused and must be stopped before it is started.</summary>
    StopAndStart,

    /// <summary>The same with a session that is paused and can be resumed.</summary>
    Resume,

    /// <summary>Compare the content, and stop or pause the session meanwhile.</summary>
    Compare,

    /// <summary>Trigger the replication of the files that differ.</summary>
    Correct,

    /// <summary>Fail, because files differ.</summary>
    GiveUp,

    /// <summary>Verify by the session's status that it is stopped or paused.</summary>
    VerifyStopped,

    /// <summary>Store the recovery point.</summary>
    Record,

    /// <summary>Delete the overlays of merged VMs at the secondary.</summary>
    Clean,
}
