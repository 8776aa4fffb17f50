using System.Collections.Immutable;

namespace GlusterDr.Simulators;

/// <summary>A file of a simulated volume.</summary>
public sealed class SimulatedFile
{
    private FileContent _content;

    internal SimulatedFile(string path, FileContent content)
    {
        Path = path;
        _content = content;
    }

    /// <summary>Relative to the volume's root.</summary>
    public string Path { get; }

    /// <summary>The format that <c>qemu-img</c> reports: <c>qcow2</c> or <c>raw</c>.</summary>
    public string Format { get; init; } = "raw";

    /// <summary>The size of the virtual disk in an image.</summary>
    public long VirtualSize { get; internal set; }

    /// <summary>The backing file in its header. Null: none.</summary>
    public string? BackingFile { get; internal set; }

    /// <summary>The external data file in its header. Null: the file contains its own data.</summary>
    public string? DataFile { get; set; }

    /// <summary>At a secondary: its size and modification time are those of the primary's file, whatever its content, so that rsync skips it.</summary>
    internal bool LooksCurrent { get; set; }

    /// <summary>Blocks that were changed without a changelog, each with its earlier version. 0: it had none.</summary>
    internal ImmutableDictionary<long, long> Corrupted { get; set; } = ImmutableDictionary<long, long>.Empty;

    /// <summary>The blocks among them whose change does not show in the file's times either.</summary>
    internal ImmutableHashSet<long> Unseen { get; set; } = [];

    /// <summary>How often all its times were set.</summary>
    internal int Touches { get; set; }

    /// <summary>The guest that writes to it continuously. Null: none.</summary>
    internal IFileWriter? Writer { get; private set; }

    /// <summary>The content at this time.</summary>
    public FileContent ContentAt(DateTimeOffset time) => Writer is null ? _content : Writer.Apply(_content, time);

    /// <summary>The content according to its times: without changes that the times do not show.</summary>
    internal FileContent SeenAt(DateTimeOffset time) => Without(ContentAt(time), Unseen);

    /// <summary>The content without changes that no changelog recorded.</summary>
    internal FileContent CleanAt(DateTimeOffset time) => Without(ContentAt(time), Corrupted.Keys);

    private FileContent Without(FileContent content, IEnumerable<long> blocks) => blocks.Aggregate(content, (c, block) => c with
    {
        Blocks = Corrupted[block] == 0 ? c.Blocks.Remove(block) : c.Blocks.SetItem(block, Corrupted[block]),
    });

    /// <summary>Sets or removes its writer. What was written until now stays.</summary>
    internal void SetWriter(IFileWriter? writer, DateTimeOffset now)
    {
        _content = ContentAt(now);
        Writer = writer;
    }

    internal void SetContent(FileContent content) => _content = content;

    internal SimulatedFile CopyAt(DateTimeOffset time, bool torn)
    {
        FileContent content = ContentAt(time);
        return new SimulatedFile(Path, torn ? content with { Torn = true } : content)
        {
            Format = Format,
            VirtualSize = VirtualSize,
            BackingFile = BackingFile,
            DataFile = DataFile,
        };
    }
}
