using GlusterDr.Runs;

namespace GlusterDr.Api.Runs;

/// <summary>Where a run stands at one moment.</summary>
/// <param name="Run">In brief.</param>
/// <param name="Progress">Its small status; null: it has shown none yet.</param>
public sealed record RunUpdate(Run Run, RunProgress? Progress);
