namespace GlusterDr.Tests.Lab;

/// <summary>What lab/journal says of an image.</summary>
internal sealed record JournalVerdict(
    bool Whole, long LastWholeRecord, long? LastRecordSeconds, IReadOnlyList<string> Faults, int ExitCode = -1);
