using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync;

/// <summary>What went wrong with a destination of a run.</summary>
public sealed record DestinationFailure(string RunId, string Destination, Error Error);
