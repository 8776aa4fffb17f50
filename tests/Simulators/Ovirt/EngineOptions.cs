namespace GlusterDr.Simulators;

/// <summary>Properties of a simulated oVirt engine.</summary>
public sealed record EngineOptions
{
    /// <summary>Its host name. The default value is engine.example.com.</summary>
    public string Host { get; init; } = "engine.example.com";

    /// <summary>The version that it reports. The default value is 4.5.6.</summary>
    public string Version { get; init; } = "4.5.6";

    /// <summary>The user who can log in, with the profile. The default value is admin@internal.</summary>
    public string UserName { get; init; } = "admin@internal";

    /// <summary>The password.</summary>
    public string Password { get; init; } = "secret";

    /// <summary>How long a token is valid without use. The default value is 30 minutes.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The time from the request until the snapshot is ok. The default value is 6 seconds.</summary>
    public TimeSpan SnapshotTime { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The fixed time of a merge, in addition to its bytes. The default value is 8 seconds.</summary>
    public TimeSpan MergeTime { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a migration takes. The default value is 20 seconds.</summary>
    public TimeSpan MigrationTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The time after which the engine gives up a freeze. The default value is 8 minutes, as that of the real engine.</summary>
    public TimeSpan FreezeTimeout { get; init; } = TimeSpan.FromMinutes(8);

    /// <summary>The time from the answer to the beginning of background work. The default value is 0.2 seconds.</summary>
    public TimeSpan BackgroundDelay { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>The time from a request to update the definitions until they are written. The default value is 2 seconds.</summary>
    public TimeSpan DefinitionsTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether its cluster manages the site's Gluster pool too. The default value is true.</summary>
    public bool ManagesGluster { get; init; } = true;

    /// <summary>How many snapshots the engine takes at the same time. Null: any number.</summary>
    public int? SnapshotsAtOnce { get; init; }

    /// <summary>
    /// Whether the engine itself freezes guests, and therefore reports a guest that cannot be frozen (LiveSnapshotPerformFreezeInEngine). Otherwise
    /// the host freezes, and nothing reports it. The default value is true; that of the real engine is false.
    /// </summary>
    public bool FreezesItself { get; init; } = true;

    /// <summary>Whether a snapshot of a guest that cannot be frozen succeeds nevertheless. The default value is true, as that of the real engine.</summary>
    public bool AllowsInconsistent { get; init; } = true;
}
