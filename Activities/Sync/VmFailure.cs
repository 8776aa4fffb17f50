using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync;

/// <summary>The error of a VM of a run.</summary>
public sealed record VmFailure(string RunId, string VmId, Error Error);
