namespace GlusterDr.Tests.Lab;

/// <summary>The output of lab/journal for an image.</summary>
internal sealed record JournalVerdict(
    bool Whole, long LastWholeRecord, IReadOnlyList<string> Faults, int ExitCode = -1);
