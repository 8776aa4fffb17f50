namespace GlusterDr.Sessions.SetUp;

/// <summary>What a node has for its part in a session.</summary>
/// <param name="Gsyncd">Where gsyncd is; null: it is not installed.</param>
/// <param name="Rsync">The version of rsync; null: it is not installed.</param>
/// <param name="SharedStorage">Whether gluster_shared_storage is mounted.</param>
/// <param name="SyncTimes">The marks on the bricks of how far sessions came, by their names.</param>
public sealed record NodeFacts(string? Gsyncd, string? Rsync, bool SharedStorage, IReadOnlyList<string> SyncTimes)
{
    /// <summary>How secondary nodes let unprivileged users mount, where that is not set yet.</summary>
    /// <param name="Root">The directory for mounts.</param>
    /// <param name="Group">The group of those who may; it must exist.</param>
    public sealed record MountbrokerSettings(string Root = "/var/mountbroker-root", string Group = "geogroup");

    /// <summary>Who may use a path.</summary>
    /// <param name="Path">The path.</param>
    /// <param name="Mode">Its permission bits.</param>
    /// <param name="Group">Its group's number.</param>
    public sealed record PathRights(string Path, int Mode, int Group);

    /// <summary>What glusterd on a secondary node lets an unprivileged user mount: enough to put it back exactly.</summary>
    /// <param name="Text">glusterd.vol as it is.</param>
    /// <param name="Root">The directory for mounts; null: none is set.</param>
    /// <param name="Group">The group of those who may; null: none is set.</param>
    /// <param name="Volumes">What this user may mount.</param>
    /// <param name="Paths">What the group would be given, as it is.</param>
    public sealed record MountbrokerFacts(
        string Text, string? Root, string? Group, IReadOnlyList<string> Volumes, IReadOnlyList<PathRights> Paths);

    /// <summary>A user of a secondary node.</summary>
    /// <param name="Exists">Whether there is such a user.</param>
    /// <param name="IsRoot">Whether it is root by another name.</param>
    /// <param name="HomeExists">Whether its home is there.</param>
    /// <param name="CanLogIn">Whether its shell lets it run commands.</param>
    /// <param name="Groups">Its groups.</param>
    public sealed record AccountFacts(bool Exists, bool IsRoot = false, bool HomeExists = false, bool CanLogIn = false, IReadOnlyList<string>? Groups = null);

    /// <summary>Whether glusterd keeps files of the session that was asked for.</summary>
    public bool HasSession { get; init; }

    /// <summary>The user that was asked for.</summary>
    public AccountFacts? Account { get; init; }

    /// <summary>What that user may mount.</summary>
    public MountbrokerFacts? Mountbroker { get; init; }
}
