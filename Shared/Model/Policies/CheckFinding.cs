using GlusterDr.Errors;

namespace GlusterDr.Policies;

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">The site, volume, session, host or VM: <c>session vmstore to backup</c>.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Fact">What was seen, in one line.</param>
/// <param name="Error">What is wrong and what to do; null where nothing is.</param>
public sealed record CheckFinding(string Subject, CheckOutcome Outcome, string Fact, Error? Error = null);
