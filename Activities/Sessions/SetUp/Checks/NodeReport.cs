using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>What a look at the nodes of both sides gave.</summary>
/// <param name="Gsyncd">Where each secondary node has gsyncd.</param>
/// <param name="Mountbroker">What each secondary node lets the unprivileged user mount.</param>
/// <param name="Config">The options that the session needs there.</param>
/// <param name="HasSyncTime">Whether an earlier session between these volumes has left a mark.</param>
/// <param name="KeepSession">The primary nodes that keep files of a session of this name.</param>
public sealed record NodeReport(
    IReadOnlyDictionary<string, string> Gsyncd,
    IReadOnlyDictionary<string, NodeFacts.MountbrokerFacts> Mountbroker,
    IReadOnlyDictionary<string, string> Config,
    bool HasSyncTime,
    IReadOnlyList<string> KeepSession);
