using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>What a command holds while it works.</summary>
/// <param name="Held">The names of what it holds.</param>
/// <param name="Busy">Its answer, as another command holds what it needs; null: it has what it needs.</param>
internal sealed record CommandLock(IReadOnlyList<string> Held, RemoteResult? Busy);
