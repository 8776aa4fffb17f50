namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Whether a mark on the primary arrived.</summary>
/// <param name="Marker">When it was set, by the primary's clock.</param>
/// <param name="Passed">Every subvolume has synced past it.</param>
/// <param name="Behind">Those that have not, each with how far it is.</param>
/// <param name="Waited">How long it was waited for.</param>
/// <param name="Pending">Operations that wait: what is being carried takes its time.</param>
public sealed record FeedProof(DateTimeOffset Marker, bool Passed, IReadOnlyList<string> Behind, TimeSpan Waited, long Pending);
