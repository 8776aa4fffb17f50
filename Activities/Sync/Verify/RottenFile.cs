namespace GlusterDr.Activities.Sync.Verify;

/// <summary>A file whose bytes at the primary are not what was verified, though nothing has written to them since.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Bytes">Which, in words.</param>
/// <param name="VerifiedAt">When they were last found the same at both sites, at the earliest.</param>
/// <param name="CopyIsGood">Whether the secondary holds what was verified, as far as it was read.</param>
internal sealed record RottenFile(string Path, string Bytes, DateTimeOffset VerifiedAt, bool CopyIsGood);
