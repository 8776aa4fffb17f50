using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>The result of the checks of the nodes of both sides.</summary>
/// <param name="Gsyncd">The path of gsyncd on each secondary node.</param>
/// <param name="Mountbroker">The mount permissions of the unprivileged user on each secondary node.</param>
/// <param name="Config">The options that the session needs there.</param>
/// <param name="HasSyncTime">Whether an earlier session between these volumes has left its sync time.</param>
/// <param name="KeepSession">The primary nodes that have files of a session of this name.</param>
public sealed record NodeReport(
    IReadOnlyDictionary<string, string> Gsyncd,
    IReadOnlyDictionary<string, NodeFacts.MountbrokerFacts> Mountbroker,
    IReadOnlyDictionary<string, string> Config,
    bool HasSyncTime,
    IReadOnlyList<string> KeepSession);
