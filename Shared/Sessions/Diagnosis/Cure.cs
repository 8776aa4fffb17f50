namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What a repair may do about a trouble by itself.</summary>
public enum Cure
{
    /// <summary>Nothing: it needs a person.</summary>
    Person,

    /// <summary>Nothing is needed: it heals by itself, or does no harm by itself.</summary>
    None,

    /// <summary>Let the session's key in at the secondary again.</summary>
    CarryKeys,

    /// <summary>Set an option of the session or of the volume.</summary>
    Configure,

    /// <summary>Stop and start the session.</summary>
    Restart,

    /// <summary>Have what differs carried again.</summary>
    Trigger,

    /// <summary>Delete the session and make it again, from nothing.</summary>
    Recreate,
}
