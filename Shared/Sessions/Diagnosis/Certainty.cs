namespace GlusterDr.Sessions.Diagnosis;

/// <summary>How certain a cause is.</summary>
public enum Certainty
{
    /// <summary>It was observed directly, now.</summary>
    Certain,

    /// <summary>The observations fit it, but can have another cause, or be over.</summary>
    Likely,
}
