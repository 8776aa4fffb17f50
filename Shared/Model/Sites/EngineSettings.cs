namespace GlusterDr.Sites;

/// <summary>An oVirt engine, and which of its storage domains is protected.</summary>
public sealed record EngineSettings
{
    /// <summary>Its address: <c>https://engine.example.org/ovirt-engine</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The user with its profile: <c>glusterdr@internal</c>.</summary>
    public required string User { get; init; }

    /// <summary>Where the password is: see <see cref="Secrets.SecretReference"/>. Never the password itself.</summary>
    public required string Password { get; init; }

    /// <summary>The engine's certificate authority, as PEM; no other is trusted. Null: those of this machine.</summary>
    public string? CaFile { get; init; }

    /// <summary>The storage domain's name; null: the one data domain whose path is the policy's volume.</summary>
    public string? StorageDomain { get; init; }
}
