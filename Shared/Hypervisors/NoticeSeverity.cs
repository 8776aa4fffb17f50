namespace GlusterDr.Hypervisors;

/// <summary>How much a notice matters.</summary>
public enum NoticeSeverity
{
    /// <summary>All is as it should be.</summary>
    Normal,

    /// <summary>Protected, but something should be looked at.</summary>
    Warning,

    /// <summary>Not protected: somebody must act.</summary>
    Alert,
}
