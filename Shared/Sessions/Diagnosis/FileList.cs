namespace GlusterDr.Sessions.Diagnosis;

/// <summary>The files that are to be compared, in parts that are each compared at once.</summary>
/// <param name="Parts">Paths.</param>
/// <param name="Bytes">How many bytes each part has.</param>
/// <param name="Left">What is left out from the beginning.</param>
public sealed record FileList(IReadOnlyList<IReadOnlyList<string>> Parts, IReadOnlyList<long> Bytes, ContentReport Left);
