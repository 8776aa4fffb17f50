namespace GlusterDr.Simulators;

/// <summary>An active commit of an overlay into its base.</summary>
internal sealed class CommitJob(SimulatedDisk disk, DateTimeOffset startedAt, TimeSpan duration, long bytes) : IFileWriter
{
    public string Base { get; } = disk.Layers[1];

    public long Bytes { get; } = Math.Max(bytes, 65536);

    private SimulatedMachine Machine => disk.Machine;

    /// <summary>Everything is copied, and every write goes to both.</summary>
    public bool IsReady(DateTimeOffset now) => !Machine.MergeNeverConverges && now >= startedAt + duration;

    /// <summary>Bytes that are copied, of <see cref="Bytes"/>; all of them does not mean ready.</summary>
    public long Copied(DateTimeOffset now)
    {
        double part = Math.Clamp((now - startedAt) / (duration > TimeSpan.Zero ? duration : TimeSpan.FromTicks(1)), 0, 1);
        return (long)(Bytes * part);
    }

    /// <summary>The base is neither the old state nor the new while a commit writes into it.</summary>
    public FileContent Apply(FileContent content, DateTimeOffset time) =>
        content with { JournalTo = Math.Max(content.JournalTo, Machine.RecordsAt(time)), Torn = true };

    public bool WritesBetween(DateTimeOffset from, DateTimeOffset to) => true;
}
