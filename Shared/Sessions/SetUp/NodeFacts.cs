namespace GlusterDr.Sessions.SetUp;

/// <summary>What is installed and configured on a node, as far as a session needs it.</summary>
/// <param name="Gsyncd">The path of gsyncd; null: it is not installed.</param>
/// <param name="Rsync">The version of rsync; null: it is not installed.</param>
/// <param name="SharedStorage">Whether gluster_shared_storage is mounted.</param>
/// <param name="SyncTimes">The names of the sync times of sessions on the bricks.</param>
public sealed record NodeFacts(string? Gsyncd, string? Rsync, bool SharedStorage, IReadOnlyList<string> SyncTimes)
{
    /// <summary>The mountbroker settings for secondary nodes that have none.</summary>
    /// <param name="Root">The directory for mounts.</param>
    /// <param name="Group">The group of the users who may mount; it must exist.</param>
    public sealed record MountbrokerSettings(string Root = "/var/mountbroker-root", string Group = "geogroup");

    /// <summary>The permissions of a path.</summary>
    /// <param name="Path">The path.</param>
    /// <param name="Mode">Its permission bits.</param>
    /// <param name="Group">Its group's number.</param>
    public sealed record PathRights(string Path, int Mode, int Group);

    /// <summary>What an unprivileged user may mount on a secondary node, with all that is needed to restore it exactly.</summary>
    /// <param name="Text">The content of glusterd.vol.</param>
    /// <param name="Root">The directory for mounts; null: none is set.</param>
    /// <param name="Group">The group of the users who may mount; null: none is set.</param>
    /// <param name="Volumes">The volumes that this user may mount.</param>
    /// <param name="Paths">The present permissions of the paths that the group gets.</param>
    public sealed record MountbrokerFacts(
        string Text, string? Root, string? Group, IReadOnlyList<string> Volumes, IReadOnlyList<PathRights> Paths);

    /// <summary>A user of a secondary node.</summary>
    /// <param name="Exists">Whether the user exists.</param>
    /// <param name="IsRoot">Whether the user has the id of root.</param>
    /// <param name="HomeExists">Whether the home directory exists.</param>
    /// <param name="CanLogIn">Whether the shell permits commands.</param>
    /// <param name="Groups">Its groups.</param>
    public sealed record AccountFacts(bool Exists, bool IsRoot = false, bool HomeExists = false, bool CanLogIn = false, IReadOnlyList<string>? Groups = null);

    /// <summary>Whether glusterd has files of the requested session.</summary>
    public bool HasSession { get; init; }

    /// <summary>The requested user.</summary>
    public AccountFacts? Account { get; init; }

    /// <summary>What that user may mount.</summary>
    public MountbrokerFacts? Mountbroker { get; init; }
}
