namespace GlusterDr.Tests.Lab;

/// <summary>What lab/journal says of an image.</summary>
internal sealed record JournalVerdict(
    bool Whole, long LastWholeRecord, IReadOnlyList<string> Faults, int ExitCode = -1);
