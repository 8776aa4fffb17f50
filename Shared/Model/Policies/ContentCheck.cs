namespace GlusterDr.Policies;

/// <summary>How much content is compared. Size and allocation are, always.</summary>
public enum ContentCheck
{
    /// <summary>Every byte that changed since it was last found the same, and all others in rotation.</summary>
    Changed,

    /// <summary>Blocks drawn anew for each run, the same on both sites; whole where something is suspicious.</summary>
    Sampled,

    /// <summary>Every byte.</summary>
    Full,
}
