using System.Diagnostics.CodeAnalysis;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Simulators;

/// <summary>A volume with its files.</summary>
public sealed partial class SimulatedVolume
{
    private readonly Dictionary<string, SimulatedFile> _files = new(StringComparer.Ordinal);

    internal SimulatedVolume(SimulatedSite site, string name, VolumeType type, int setSize, IReadOnlyList<SimulatedBrick> bricks)
    {
        Site = site;
        Name = name;
        Type = type;
        SetSize = setSize;
        Bricks = bricks;
        Id = StableHash.Uuid($"volume {site.Name}/{name}");
        Options = VolumeOptions.Initial(type);
        MountPath = $"/mnt/{site.Name}/{name}";
        DateTimeOffset now = site.World.Now;
        Subvolumes = [.. bricks.Chunk(setSize).Select((set, i) => new SimulatedSubvolume(i, set, new Rollovers(now, TimeSpan.FromSeconds(15))))];
    }

    /// <summary>The site that it belongs to.</summary>
    public SimulatedSite Site { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its UUID.</summary>
    public string Id { get; private set; }

    /// <summary>How it distributes its files.</summary>
    public VolumeType Type { get; }

    /// <summary>The number of bricks in a replica or disperse set, or 1.</summary>
    public int SetSize { get; }

    /// <summary>All bricks, in Gluster's order.</summary>
    public IReadOnlyList<SimulatedBrick> Bricks { get; }

    /// <summary>The bricks by set.</summary>
    public IReadOnlyList<SimulatedSubvolume> Subvolumes { get; }

    /// <summary>Options that were set, the newest first.</summary>
    public VolumeOptions Options { get; }

    /// <summary>Whether it is started.</summary>
    public bool IsStarted { get; private set; } = true;

    /// <summary>Its size in bytes. The default value is 10 TiB.</summary>
    public long Capacity { get; set; } = 10L << 40;

    /// <summary>The bytes that are used by other things than these files. If they exceed the free space, the volume is full.</summary>
    public long TakenElsewhere
    {
        get;
        set => Site.World.Change(() => field = value);
    }

    /// <summary>The number of entries that need a heal.</summary>
    public int HealEntries { get; set; }

    /// <summary>The size of a shard in bytes. 0: the volume is not sharded.</summary>
    public long ShardSize => Options["features.shard"] == "on" ? GlusterValue.Bytes(Options["features.shard-block-size"]) ?? 0 : 0;

    /// <summary>The number of bytes that agents have read for digests.</summary>
    public long BytesRead { get; internal set; }

    /// <summary>The present files, by path.</summary>
    public IReadOnlyDictionary<string, SimulatedFile> Files => Site.World.Change(() => new Dictionary<string, SimulatedFile>(_files, StringComparer.Ordinal));

    /// <summary>The files during a step.</summary>
    internal IReadOnlyDictionary<string, SimulatedFile> Live => _files;

    /// <summary>The free space in bytes.</summary>
    public long Free => Math.Max(Capacity - TakenElsewhere - _files.Values.Sum(f => f.ContentAt(Now).Allocated), 0);

    internal ChangeJournal Changes { get; } = new();

    internal DateTimeOffset Now => Site.World.Now;

    /// <summary>The directory where hosts mount it.</summary>
    public string MountPath { get; private set; }

    /// <summary>Changes the directory where hosts mount it. To be called before machines are added.</summary>
    public void MountOn(string path) => Site.World.Change(() => MountPath = path);

    /// <summary>Fills the volume, or frees the space again.</summary>
    public void SetFull(bool full) => TakenElsewhere = full ? Capacity : 0;

    /// <summary>Stops its bricks. Sessions that need them become Faulty.</summary>
    public void Stop() => Site.World.Change(() => IsStarted = false);

    /// <summary>Starts its bricks again.</summary>
    public void Start() => Site.World.Change(() =>
    {
        IsStarted = true;
        foreach (SimulatedBrick brick in Bricks)
        {
            StartProcess(brick);
        }
    });

    /// <summary>
    /// Restarts a brick's process. The content of its current changelog is then in a file that the index never lists: no crawl
    /// reads it.
    /// </summary>
    public void RestartBrick(int brick) => Site.World.Change(() =>
    {
        SimulatedBrick restarted = Bricks[brick];
        StartProcess(restarted);
        Subvolumes[brick / SetSize].Rollovers.Restart(restarted, Now);
        Site.World.Sessions.Where(s => s.Primary == this).ToList().ForEach(s => s.BrickRestarted(restarted));
    });

    /// <summary>Kills a brick's process. It does not restart.</summary>
    public void KillBrick(int brick) => Site.World.Change(() => Bricks[brick].Killed = true);

    /// <summary>Replaces the volume by another one with the same name and files, as if it was deleted, created again and filled from a copy.</summary>
    public void ReplaceId() => Site.World.Change(() => Id = StableHash.Uuid($"volume made anew {Id}"));

    /// <summary>A file, by its path.</summary>
    public bool TryGetFile(string path, [NotNullWhen(true)] out SimulatedFile? file) => _files.TryGetValue(path, out file);

    internal int SubvolumeOf(string path) => (int)(StableHash.Of(path) % (uint)Subvolumes.Count);

    /// <summary>Sets the interval at which its changelogs roll over from now on.</summary>
    public void SetRolloverTime(TimeSpan period)
    {
        foreach (SimulatedSubvolume subvolume in Subvolumes)
        {
            subvolume.Rollovers.SetPeriod(period, Now);
        }
    }

    private void StartProcess(SimulatedBrick brick)
    {
        brick.Killed = false;
        brick.Pid = Site.NextPid();
        brick.ProcessStarted = Now;
    }
}
