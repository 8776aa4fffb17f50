namespace GlusterDr.Simulators;

// What tests verify after a run.
public sealed partial class SimulatedWorld
{
    /// <summary>What the base images of a machine contain at a volume or at its copy. Disks on other volumes are ignored.</summary>
    /// <param name="place">The volume.</param>
    /// <param name="machine">The machine's name.</param>
    /// <param name="inside">The name of an internal snapshot. Null: the images themselves.</param>
    public JournalState JournalAt(SimulatedVolume place, string machine, string? inside = null) => Change(() =>
    {
        SimulatedMachine guest = Machines[machine];
        SimulatedDisk[] disks = [.. guest.Disks.Where(d => d.IsWritable && IsKeptAt(place, d))];
        FileContent?[] images = [.. disks.Select(d => ContentOfSnapshot(place, d, inside))];
        long[] records = [.. images.Select(i => i?.JournalTo ?? 0)];
        int missing = Array.FindIndex(images, i => i is null or { Size: 0 });
        return records switch
        {
            [] => new JournalState(JournalKind.Missing, 0, "no disk of it belongs there"),
            _ when missing >= 0 => new JournalState(JournalKind.Missing, 0, disks[missing].Layers[^1]),
            _ when images.Any(i => i!.Torn) => new JournalState(JournalKind.Torn, records.Min(), "written while it was copied"),
            _ when records.Distinct().Count() > 1 => new JournalState(JournalKind.Mixed, records.Min(), string.Join(", ", records)),
            _ when disks.Any(d => IsAltered(ContentOf(place, d.Layers[^1], inside)!, d)) => new JournalState(JournalKind.Altered, records[0]),
            _ => new JournalState(JournalKind.Whole, records[0]),
        };
    });

    /// <summary>
    /// Whether the copy at a volume is exactly the state of a run's snapshot of the machine. Null: it is; otherwise what it is instead.
    /// </summary>
    public string? WhyNotVerified(SimulatedVolume place, string machine, string runId)
    {
        TakenSnapshot snapshot = Machines[machine].Snapshot(runId);
        JournalState state = JournalAt(place, machine, snapshot.Inside ? runId : null);
        long frozen = snapshot.Records;
        return state.IsWhole && state.Records == frozen
            ? null
            : $"{machine} at {place.Site.Name}/{place.Name} is {state.Kind} up to record {state.Records} ({state.Note}); frozen were {frozen}";
    }

    /// <summary>Everything that is not as it must be after any run, whatever its result.</summary>
    /// <param name="mayRun">Sessions that may run between runs.</param>
    public IReadOnlyList<string> Untidy(params SimulatedSession[] mayRun) => Change(() =>
    {
        List<string> found = [.. _violations.Select(v => v.ToString()), .. _unexpected];
        found.AddRange(Machines.All.Where(m => m.IsOnOverlay && !Engines.Any(e => e.KeepsOverlaysOf(m))).Select(m => $"machine {m.Name} is on an overlay"));
        found.AddRange(Machines.All.Where(m => m.InternalSnapshots.Count > 0).Select(m => $"machine {m.Name} holds {string.Join(", ", m.InternalSnapshots)}"));
        found.AddRange(Machines.All.Where(m => m.IsFrozen).Select(m => $"the guest of {m.Name} is frozen"));
        found.AddRange(Machines.All.Where(m => m.Disks.Any(d => d.Job is not null)).Select(m => $"a block job works on {m.Name}"));
        found.AddRange(Machines.All.Where(m => m.Disks.Any(d => d.Defined != d.Layers[0])).Select(m => $"the definition of {m.Name} names another image than it uses"));
        found.AddRange(Machines.All.SelectMany(MissingImages));
        found.AddRange(_sites.SelectMany(s => s.Volumes).SelectMany(OverlaysOn));
        found.AddRange(Engines.SelectMany(e => e.Untidy()));
        found.AddRange(_sessions.Where(s => !s.IsStill && !mayRun.Contains(s)).Select(s => $"session {s.Primary.Name} -> {s.SecondaryUrl} runs"));
        found.AddRange(_sessions.Where(s => s.Secondary.Options["features.read-only"] != "on").Select(s => $"secondary {s.Secondary.Name} is not read-only"));
        return found;
    });

    // A volume that no session replicates to may contain a copy of anything from another site.
    private bool IsKeptAt(SimulatedVolume place, SimulatedDisk disk)
    {
        SimulatedVolume[] primaries = [.. _sessions.Where(s => s.Secondary == place).Select(s => s.Primary)];
        return disk.Volume is { } volume
            && (volume == place || primaries.Contains(volume) || (primaries.Length == 0 && volume.Site != place.Site));
    }

    // Below a run's overlay, a chain can have several layers, because somebody keeps a snapshot. If one layer is missing, all are.
    private FileContent? ContentOfSnapshot(SimulatedVolume place, SimulatedDisk disk, string? inside)
    {
        string[] layers = [.. disk.Layers.SkipWhile(IsOverlay)];
        FileContent?[] contents = [.. layers.DefaultIfEmpty(disk.Layers[^1]).Select(l => ContentOf(place, l, inside))];
        return contents.Contains(null) ? null : contents[0]! with { Torn = contents.Any(c => c!.Torn) };
    }

    private FileContent? ContentOf(SimulatedVolume place, string path, string? inside) =>
        !place.TryGetFile(path, out SimulatedFile? file) ? null
        : inside is null ? file.ContentAt(_now)
        : file.ContentAt(_now).Snapshots.GetValueOrDefault(inside);

    private static IEnumerable<string> MissingImages(SimulatedMachine machine) =>
        from disk in machine.Disks
        from layer in disk.Layers
        where disk.Volume?.Live.ContainsKey(layer) == false
        select $"image {layer} of machine {machine.Name} is gone";

    private IEnumerable<string> OverlaysOn(SimulatedVolume volume) => volume.Live.Keys
        .Where(IsOverlay)
        .Select(p => $"overlay {p} is left on {volume.Site.Name}/{volume.Name}");

    private static bool IsAltered(FileContent copy, SimulatedDisk disk)
    {
        if (!disk.Volume!.TryGetFile(disk.Layers[^1], out SimulatedFile? original))
        {
            return false;
        }

        FileContent content = original.ContentAt(disk.Volume.Now);
        return copy.Seed != content.Seed || !copy.Blocks.SequenceEqual(content.Blocks);
    }
}
