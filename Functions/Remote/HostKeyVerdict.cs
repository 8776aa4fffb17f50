namespace GlusterDr.Functions.Remote;

/// <summary>What the pins say of a key that a host shows.</summary>
internal enum HostKeyVerdict
{
    /// <summary>It is pinned.</summary>
    Trusted,

    /// <summary>Nothing is pinned for the host.</summary>
    Unknown,

    /// <summary>Another key is pinned for the host.</summary>
    Changed,

    /// <summary>It was revoked.</summary>
    Revoked,
}
