using GlusterDr.Errors;

namespace GlusterDr.Policies;

/// <summary>The result of one check.</summary>
/// <param name="Subject">The site, volume, session, host or VM: <c>session vmstore to backup</c>.</param>
/// <param name="Outcome">The result.</param>
/// <param name="Fact">What was found, in one line.</param>
/// <param name="Error">What is wrong and what to do; null: nothing is wrong.</param>
public sealed record CheckFinding(string Subject, CheckOutcome Outcome, string Fact, Error? Error = null);
