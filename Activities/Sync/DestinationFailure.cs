using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync;

/// <summary>The error of a destination of a run.</summary>
public sealed record DestinationFailure(string RunId, string Destination, Error Error);
