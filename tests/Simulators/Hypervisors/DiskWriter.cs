namespace GlusterDr.Simulators;

/// <summary>The guest as the writer of a disk's active image.</summary>
internal sealed class DiskWriter(SimulatedMachine machine) : IFileWriter
{
    private const long BytesPerRecord = 4096;

    public FileContent Apply(FileContent content, DateTimeOffset time)
    {
        long records = machine.RecordsAt(time);
        long grown = (records - content.JournalTo) * BytesPerRecord;
        if (grown <= 0)
        {
            return content;
        }

        // An overlay grows; a base image keeps its size.
        bool grows = content.JournalFrom > 0;
        return content with
        {
            JournalTo = records,
            Size = grows ? content.Size + grown : content.Size,
            Allocated = grows ? content.Allocated + grown : content.Allocated,
        };
    }

    public bool WritesBetween(DateTimeOffset from, DateTimeOffset to) => machine.RecordsAt(to) > machine.RecordsAt(from);
}
