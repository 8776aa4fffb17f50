namespace GlusterDr.Hypervisors;

/// <summary>The severity of a notice.</summary>
public enum NoticeSeverity
{
    /// <summary>No problem.</summary>
    Normal,

    /// <summary>Protected, but something needs attention.</summary>
    Warning,

    /// <summary>Not protected: manual action is required.</summary>
    Alert,
}
