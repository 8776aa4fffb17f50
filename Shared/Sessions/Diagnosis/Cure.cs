namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What a repair does about a fault without a person.</summary>
public enum Cure
{
    /// <summary>Nothing: it needs a person.</summary>
    Person,

    /// <summary>Nothing is needed: it ends by itself, or does no harm.</summary>
    None,

    /// <summary>Install the session's keys at the secondary.</summary>
    CarryKeys,

    /// <summary>Set an option of the session or of the volume.</summary>
    Configure,

    /// <summary>Stop and start the session.</summary>
    Restart,

    /// <summary>Replicate the differing files again.</summary>
    Trigger,

    /// <summary>Delete the session and create it again without its sync time.</summary>
    Recreate,
}
