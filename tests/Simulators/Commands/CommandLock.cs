using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The locks of a running command.</summary>
/// <param name="Taken">The names of the locks that it has taken.</param>
/// <param name="Busy">Its answer if another command has one of its locks. Null: it got all of them.</param>
internal sealed record CommandLock(IReadOnlyList<string> Taken, RemoteResult? Busy);
