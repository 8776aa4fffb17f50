namespace GlusterDr.Policies;

/// <summary>How much content is compared. Size and allocation are always compared.</summary>
public enum ContentCheck
{
    /// <summary>Every byte that changed since it was last found equal, and all others in rotation.</summary>
    Changed,

    /// <summary>Random blocks, chosen anew for each run and the same at both sites; files that look suspicious are compared whole.</summary>
    Sampled,

    /// <summary>Every byte.</summary>
    Full,
}
