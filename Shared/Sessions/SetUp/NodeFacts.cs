namespace GlusterDr.Sessions.SetUp;

/// <summary>What a node has for its part in a session.</summary>
/// <param name="Gsyncd">Where gsyncd is; null: it is not installed.</param>
/// <param name="Rsync">The version of rsync; null: it is not installed.</param>
/// <param name="SharedStorage">Whether gluster_shared_storage is mounted.</param>
/// <param name="SyncTimes">The marks on the bricks of how far sessions came, by their names.</param>
public sealed record NodeFacts(string? Gsyncd, string? Rsync, bool SharedStorage, IReadOnlyList<string> SyncTimes)
{
    /// <summary>Whether glusterd keeps files of the session that was asked for.</summary>
    public bool HasSession { get; init; }

    /// <summary>The user that was asked for.</summary>
    public AccountFacts? Account { get; init; }

    /// <summary>What that user may mount.</summary>
    public MountbrokerFacts? Mountbroker { get; init; }
}
