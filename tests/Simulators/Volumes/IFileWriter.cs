namespace GlusterDr.Simulators;

/// <summary>Writes to a file continuously, as a function of time.</summary>
internal interface IFileWriter
{
    /// <summary>The content, including what has been written up to this time.</summary>
    FileContent Apply(FileContent content, DateTimeOffset time);

    /// <summary>Whether anything is written between these times.</summary>
    bool WritesBetween(DateTimeOffset from, DateTimeOffset to);
}
