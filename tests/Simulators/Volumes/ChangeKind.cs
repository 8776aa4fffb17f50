namespace GlusterDr.Simulators;

/// <summary>What a changelog records of a file.</summary>
internal enum ChangeKind
{
    Create,
    Data,
    Unlink,
    Meta,
}
