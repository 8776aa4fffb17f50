using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Finish;

/// <summary>How a run ended, as its workflow saw it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Cancelled">A person stopped it before it was proven.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Warnings">What falls short.</param>
/// <param name="Phases">How long each step took.</param>
public sealed record RunResult(
    string RunId, bool Cancelled, Error? Error, IReadOnlyList<Error> Warnings, IReadOnlyList<PhaseTiming> Phases);
