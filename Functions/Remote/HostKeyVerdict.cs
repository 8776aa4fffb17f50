namespace GlusterDr.Functions.Remote;

/// <summary>The result of comparing a host's key with the pins.</summary>
internal enum HostKeyVerdict
{
    /// <summary>The key is pinned.</summary>
    Trusted,

    /// <summary>No key is pinned for the host.</summary>
    Unknown,

    /// <summary>Another key is pinned for the host.</summary>
    Changed,

    /// <summary>The key was revoked.</summary>
    Revoked,
}
