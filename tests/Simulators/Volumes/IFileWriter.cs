namespace GlusterDr.Simulators;

/// <summary>Writes to a file all the while, as a function of time.</summary>
internal interface IFileWriter
{
    /// <summary>The content with what has been written by this moment.</summary>
    FileContent Apply(FileContent content, DateTimeOffset time);

    /// <summary>Whether anything is written between these moments.</summary>
    bool WritesBetween(DateTimeOffset from, DateTimeOffset to);
}
