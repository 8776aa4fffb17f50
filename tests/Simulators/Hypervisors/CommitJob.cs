namespace GlusterDr.Simulators;

/// <summary>An active commit of an overlay into its base.</summary>
internal sealed class CommitJob(SimulatedDisk disk, DateTimeOffset startedAt, TimeSpan duration, long bytes) : IFileWriter
{
    public string Base { get; } = disk.Layers[1];

    public long Bytes { get; } = Math.Max(bytes, 65536);

    private SimulatedMachine Machine => disk.Machine;

    /// <summary>Whether everything is copied, and writes go to both images.</summary>
    public bool IsReady(DateTimeOffset now) => !Machine.MergeNeverConverges && now >= startedAt + duration;

    /// <summary>The bytes copied so far, of <see cref="Bytes"/>. If all are copied, the job may still not be ready.</summary>
    public long Copied(DateTimeOffset now)
    {
        double part = Math.Clamp((now - startedAt) / (duration > TimeSpan.Zero ? duration : TimeSpan.FromTicks(1)), 0, 1);
        return (long)(Bytes * part);
    }

    /// <summary>During a commit, the base image is neither in the old nor in the new state.</summary>
    public FileContent Apply(FileContent content, DateTimeOffset time) =>
        content with { JournalTo = Math.Max(content.JournalTo, Machine.RecordsAt(time)), Torn = true };

    public bool WritesBetween(DateTimeOffset from, DateTimeOffset to) => true;
}
