namespace GlusterDr.Simulators;

/// <summary>A disk of a virtual machine.</summary>
public sealed class SimulatedDisk
{
    private readonly List<string> _layers;

    internal SimulatedDisk(SimulatedMachine machine, string target, SimulatedVolume? volume, string image, string format)
    {
        Machine = machine;
        Target = target;
        Volume = volume;
        Format = format;
        _layers = [image];
        Defined = image;
    }

    /// <summary>The machine.</summary>
    public SimulatedMachine Machine { get; }

    /// <summary>Its name within the machine.</summary>
    public string Target { get; }

    /// <summary>The volume that it is on. Null: it is a local file of the host.</summary>
    public SimulatedVolume? Volume { get; }

    /// <summary>The chain, the active image first, as paths relative to the volume's root, or as local paths.</summary>
    public IReadOnlyList<string> Layers => _layers;

    /// <summary>The image that the machine's definition names.</summary>
    public string Defined { get; internal set; }

    /// <summary>The type of device: <c>disk</c>, <c>cdrom</c> ...</summary>
    public string Device { get; init; } = "disk";

    /// <summary>The format of its first image.</summary>
    public string Format { get; }

    /// <summary>Whether it is marked as shared between machines.</summary>
    public bool Shareable { get; set; }

    internal CommitJob? Job { get; private set; }

    internal bool IsWritable => Device == "disk";

    /// <summary>The path of a layer on the hosts.</summary>
    public string HostPath(string layer) => Volume is null ? layer : $"{Volume.MountPath}/{layer}";

    internal string FormatOf(string layer) => Volume is not null && Volume.TryGetFile(layer, out SimulatedFile? file) ? file.Format : Format;

    internal void PutOverlay(string path)
    {
        SimulatedVolume volume = Volume!;
        string below = _layers[0];
        volume.SetWriter(below, null);
        long virtualSize = volume.TryGetFile(below, out SimulatedFile? file) ? file.VirtualSize : 0;
        long records = Machine.RecordsAt(volume.Now);
        FileContent content = new(StableHash.Of($"overlay {path}"), 200_704) { Allocated = 200_704, JournalFrom = records, JournalTo = records };
        volume.Add(new SimulatedFile(path, content) { Format = "qcow2", VirtualSize = virtualSize, BackingFile = HostPath(below) });
        _layers.Insert(0, path);
        Defined = path;
        Write(_layers[0]);
    }

    /// <summary>Takes an internal snapshot. The guest continues to write to the same file.</summary>
    internal void TakeInternalSnapshot(string name) => ChangeImage(content => content with
    {
        Snapshots = content.Snapshots.Add(name, content with { Snapshots = content.Snapshots.Clear(), Torn = false }),
    });

    internal void DropInside(string name) => ChangeImage(content => content with { Snapshots = content.Snapshots.Remove(name) });

    internal CommitJob StartCommit(TimeSpan duration)
    {
        SimulatedVolume volume = Volume!;
        long bytes = volume.TryGetFile(_layers[0], out SimulatedFile? overlay) ? overlay.ContentAt(volume.Now).Allocated : 0;
        Job = new CommitJob(this, volume.Now, duration, bytes);
        volume.SetWriter(_layers[1], Job);
        return Job;
    }

    /// <summary>Pivots: the guest continues in the base image, which contains everything now.</summary>
    internal void Pivot()
    {
        SimulatedVolume volume = Volume!;
        string overlay = _layers[0];
        volume.SetWriter(overlay, null);
        volume.SetWriter(_layers[1], null);
        if (volume.TryGetFile(_layers[1], out SimulatedFile? below))
        {
            below.SetContent(below.ContentAt(volume.Now) with { Torn = false });
            below.VirtualSize = Math.Max(below.VirtualSize, volume.TryGetFile(overlay, out SimulatedFile? above) ? above.VirtualSize : 0);
        }

        _layers.RemoveAt(0);
        Job = null;
        Defined = Defined == overlay ? _layers[0] : Defined;
        Write(_layers[0]);
    }

    internal void AbortJob()
    {
        if (Job is not null)
        {
            Volume!.SetWriter(_layers[1], null);
            Job = null;
        }
    }

    /// <summary>Commits while the machine is shut off.</summary>
    internal void CommitOffline(string overlay, string below)
    {
        if (Volume!.TryGetFile(overlay, out SimulatedFile? top) && Volume.TryGetFile(below, out SimulatedFile? file))
        {
            FileContent content = file.ContentAt(Volume.Now);
            file.SetContent(content with { JournalTo = Math.Max(content.JournalTo, top.ContentAt(Volume.Now).JournalTo), Torn = false });
            Volume.Changes.Record(ChangeKind.Data, below, Volume.Now);
        }
    }

    /// <summary>Merges a layer that no guest writes to into the one below it.</summary>
    internal void FoldIn(string layer)
    {
        int at = _layers.IndexOf(layer);
        string below = _layers[at + 1];
        CommitOffline(layer, below);
        if (at > 0 && Volume!.TryGetFile(_layers[at - 1], out SimulatedFile? above))
        {
            above.BackingFile = HostPath(below);
        }

        _layers.RemoveAt(at);
        Defined = Defined == layer ? below : Defined;
    }

    /// <summary>Sets the image in the machine's definition. A machine that is shut off starts from it.</summary>
    internal void Define(string image)
    {
        Defined = image;
        if (Machine.State == MachineState.ShutOff)
        {
            int at = _layers.IndexOf(image);
            if (at > 0)
            {
                _layers.RemoveRange(0, at);
            }
        }
    }

    /// <summary>Applies a change in how fast the guest writes, or whether it writes.</summary>
    internal void PaceChanges(bool wrote, bool writes)
    {
        if (Volume is null || !IsWritable || Job is not null)
        {
            return;
        }

        if (!wrote)
        {
            Volume.Changes.Drop(_layers[0]);
        }

        Volume.Changes.Close(_layers[0], Volume.Now);
        if (writes)
        {
            Volume.Changes.Open(_layers[0], Volume.Now);
        }
    }

    internal void StartWriting() => Write(_layers[0]);

    internal void StopWriting() => Write(null);

    private void ChangeImage(Func<FileContent, FileContent> change)
    {
        if (IsWritable && Volume?.TryGetFile(_layers[0], out SimulatedFile? file) == true)
        {
            IFileWriter? writer = file.Writer;
            file.SetWriter(null, Volume.Now);
            file.SetContent(change(file.ContentAt(Volume.Now)));
            file.SetWriter(writer, Volume.Now);
            Volume.Changes.Record(ChangeKind.Data, file.Path, Volume.Now);
        }
    }

    private void Write(string? layer)
    {
        if (!IsWritable || Volume is null)
        {
            return;
        }

        Volume.SetWriter(_layers[0], layer is null || Machine.State == MachineState.ShutOff ? null : new DiskWriter(Machine), Machine.WritesNow);
    }
}
