namespace GlusterDr.Simulators;

// Operations of clients on files. Geo-replication writes to its secondary without a changelog there.
public sealed partial class SimulatedVolume
{
    /// <summary>How far the clock is ahead that sets the times of files.</summary>
    public TimeSpan WriterClock { get; set; }

    /// <summary>Creates a file, or replaces its whole content.</summary>
    public SimulatedFile Write(string path, FileContent content, string format = "raw") => Site.World.Change(() =>
    {
        bool isNew = !_files.ContainsKey(path);
        SimulatedFile file = new(path, content) { Format = format, VirtualSize = content.Size };
        _files[path] = file;
        Changes.Record(isNew ? ChangeKind.Create : ChangeKind.Data, path, Now);
        return file;
    });

    /// <summary>
    /// Changes a block of a file without a changelog: at a secondary, a difference that no status shows.
    /// </summary>
    public void Corrupt(string path, long block = 0) => Site.World.Change(() =>
    {
        SimulatedFile file = _files[path];
        FileContent content = file.ContentAt(Now);
        long version = content.Blocks.GetValueOrDefault(block);
        file.Corrupted = file.Corrupted.ContainsKey(block) ? file.Corrupted : file.Corrupted.Add(block, version);
        file.SetContent(content with { Blocks = content.Blocks.SetItem(block, version + 1_000_000) });
    });

    /// <summary>Overwrites blocks of a file, as a client.</summary>
    public void Rewrite(string path, IReadOnlyList<long> blocks) => Site.World.Change(() =>
    {
        SimulatedFile file = _files[path];
        FileContent content = file.ContentAt(Now);
        file.SetContent(content with { Blocks = content.Blocks.SetItems(blocks.Select(b => KeyValuePair.Create(b, content.Blocks.GetValueOrDefault(b) + 1))) });
        file.Corrupted = file.Corrupted.RemoveRange(blocks);
        file.Unseen = file.Unseen.Except(blocks);
        Changes.Record(ChangeKind.Data, path, Now);
    });

    /// <summary>As <see cref="Corrupt"/>, and size and modification time stay those of the original, so that rsync skips the file.</summary>
    public void CorruptUnseen(string path, long block = 0) => Site.World.Change(() =>
    {
        Corrupt(path, block);
        _files[path].LooksCurrent = true;
        _files[path].Unseen = _files[path].Unseen.Add(block);
    });

    /// <summary>Changes the times of all pieces of a file, and nothing else, as a heal does.</summary>
    public void Touch(string path) => Site.World.Change(() => _files[path].Touches++);

    /// <summary>Removes a file without a changelog.</summary>
    public void Lose(string path) => Site.World.Change(() => _files.Remove(path));

    internal void Add(SimulatedFile file)
    {
        _files[file.Path] = file;
        Changes.Record(ChangeKind.Create, file.Path, Now);
    }

    internal bool Delete(string path)
    {
        if (!_files.Remove(path, out SimulatedFile? file))
        {
            return false;
        }

        Changes.Close(path, Now);
        Changes.Record(ChangeKind.Unlink, path, Now);
        file.SetWriter(null, Now);
        return true;
    }

    internal void SetWriter(string path, IFileWriter? writer, bool writesNow = true)
    {
        if (!_files.TryGetValue(path, out SimulatedFile? file))
        {
            return;
        }

        file.SetWriter(writer, Now);
        Changes.Close(path, Now);
        if (writer is not null && writesNow)
        {
            Changes.Open(path, Now);
        }
    }

    /// <summary>Changes the root directory's attributes. Every subvolume records that.</summary>
    internal void TouchRoot() => Changes.Record(ChangeKind.Meta, "", Now);

    internal void DateBack(string path)
    {
        _files[path].LooksCurrent = false;
        _files[path].Touches++;
    }

    internal void PutReplica(SimulatedFile copy) => _files[copy.Path] = copy;

    internal void RemoveReplica(string path) => _files.Remove(path);
}
