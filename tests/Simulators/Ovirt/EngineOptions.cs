namespace GlusterDr.Simulators;

/// <summary>What a simulated oVirt engine is like.</summary>
public sealed record EngineOptions
{
    /// <summary>Its host name. The default value is engine.example.com.</summary>
    public string Host { get; init; } = "engine.example.com";

    /// <summary>The version that it tells. The default value is 4.5.6.</summary>
    public string Version { get; init; } = "4.5.6";

    /// <summary>Who may log in, with the profile. The default value is admin@internal.</summary>
    public string UserName { get; init; } = "admin@internal";

    /// <summary>The password.</summary>
    public string Password { get; init; } = "secret";

    /// <summary>How long a token lives unused. The default value is 30 minutes.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>From the request to the snapshot that is ok. The default value is 6 seconds.</summary>
    public TimeSpan SnapshotTime { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>What a merge takes besides its bytes. The default value is 8 seconds.</summary>
    public TimeSpan MergeTime { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a machine migrates. The default value is 20 seconds.</summary>
    public TimeSpan MigrationTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After so long a freeze that does not end is given up. The default value is 8 minutes, as the engine's.</summary>
    public TimeSpan FreezeTimeout { get; init; } = TimeSpan.FromMinutes(8);

    /// <summary>From the answer to a request that is done in the background to its beginning. The default value is 0.2 seconds.</summary>
    public TimeSpan BackgroundDelay { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>How long the definitions are written after that was asked for. The default value is 2 seconds.</summary>
    public TimeSpan DefinitionsTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether its cluster manages the site's Gluster pool too. The default value is true.</summary>
    public bool ManagesGluster { get; init; } = true;

    /// <summary>How many snapshots may be taken at once; null: as many as are asked for.</summary>
    public int? SnapshotsAtOnce { get; init; }

    /// <summary>
    /// Whether the engine freezes guests itself and so tells of one that cannot (LiveSnapshotPerformFreezeInEngine). Without,
    /// the host freezes, and nothing tells. The default value is true, though the engine's own is false.
    /// </summary>
    public bool FreezesItself { get; init; } = true;

    /// <summary>Whether a snapshot of a guest that cannot freeze succeeds all the same. The default value is true, as the engine's.</summary>
    public bool AllowsInconsistent { get; init; } = true;
}
