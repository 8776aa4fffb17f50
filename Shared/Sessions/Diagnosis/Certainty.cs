namespace GlusterDr.Sessions.Diagnosis;

/// <summary>How sure a cause is.</summary>
public enum Certainty
{
    /// <summary>It was seen itself, now.</summary>
    Certain,

    /// <summary>What was seen fits it, and may have another cause, or be over.</summary>
    Likely,
}
