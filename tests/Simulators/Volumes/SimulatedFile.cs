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

    /// <summary>What <c>qemu-img</c> says that it is: <c>qcow2</c> or <c>raw</c>.</summary>
    public string Format { get; init; } = "raw";

    /// <summary>The size of the disk that an image holds.</summary>
    public long VirtualSize { get; internal set; }

    /// <summary>The image below it, as its header names it; null: none.</summary>
    public string? BackingFile { get; internal set; }

    /// <summary>The file that holds its content, as its header names it; null: it holds its own.</summary>
    public string? DataFile { get; set; }

    /// <summary>Of a replica: its length and second of change are the primary's, whatever its content; rsync passes it over.</summary>
    internal bool LooksCurrent { get; set; }

    /// <summary>Blocks that were changed past geo-replication, each with the version that it had; 0: none.</summary>
    internal ImmutableDictionary<long, long> Corrupted { get; set; } = ImmutableDictionary<long, long>.Empty;

    /// <summary>Those of them that not even the file's times tell of.</summary>
    internal ImmutableHashSet<long> Unseen { get; set; } = [];

    /// <summary>How often all of its times were set.</summary>
    internal int Touches { get; set; }

    /// <summary>The guest that writes to it all the while; null: none does.</summary>
    internal IFileWriter? Writer { get; private set; }

    /// <summary>What a reader finds at this moment.</summary>
    public FileContent ContentAt(DateTimeOffset time) => Writer is null ? _content : Writer.Apply(_content, time);

    /// <summary>The content that its times tell of: without what was changed and nobody's clock noted.</summary>
    internal FileContent SeenAt(DateTimeOffset time) => Without(ContentAt(time), Unseen);

    /// <summary>The content without what was changed past geo-replication.</summary>
    internal FileContent CleanAt(DateTimeOffset time) => Without(ContentAt(time), Corrupted.Keys);

    private FileContent Without(FileContent content, IEnumerable<long> blocks) => blocks.Aggregate(content, (c, block) => c with
    {
        Blocks = Corrupted[block] == 0 ? c.Blocks.Remove(block) : c.Blocks.SetItem(block, Corrupted[block]),
    });

    /// <summary>Hands it to a writer, or takes it from one: what was written by then stays.</summary>
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
