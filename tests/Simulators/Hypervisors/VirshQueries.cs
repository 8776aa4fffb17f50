using System.Text;

namespace GlusterDr.Simulators;

/// <summary>virsh's commands that only read.</summary>
internal static class VirshQueries
{
    private static readonly string[] Counters =
        ["rd.reqs", "rd.bytes", "rd.times", "wr.reqs", "wr.bytes", "wr.times", "fl.reqs", "fl.times"];

    public static VirshAnswer List(VirshCall call) => call.With([], [], ["all", "inactive", "uuid", "name", "id"], options =>
    {
        SimulatedMachine[] machines = [.. call.Hypervisor.Machines.Where(m =>
            options.Has("all") || (m.State == MachineState.ShutOff) == options.Has("inactive"))];
        if (options.Has("uuid") || options.Has("name"))
        {
            return VirshAnswer.Says(string.Concat(machines.Select(m => Line(m, options.Has("uuid"), options.Has("name")))));
        }

        string[][] rows = [.. machines.Select(m => new[] { m.DomainId?.ToString() ?? "-", m.Name, StateOf(m) })];
        return Table(["Id", "Name", "State"], rows);
    });

    public static VirshAnswer State(VirshCall call) =>
        call.WithDomain([], [], ["reason"], (_, machine) => VirshAnswer.Says(StateOf(machine) + "\n"));

    public static VirshAnswer Uuid(VirshCall call) => call.WithDomain([], [], [], (_, machine) => VirshAnswer.Says(machine.Uuid + "\n"));

    public static VirshAnswer Dump(VirshCall call) => call.WithDomain([], [], ["inactive", "security-info"], (options, machine) =>
        VirshAnswer.Says(DomainXmlWriter.Write(machine, options.Has("inactive") || machine.State == MachineState.ShutOff, call.Now)));

    public static VirshAnswer Echo(VirshCall call) => VirshAnswer.Says(string.Join(' ', call.Words.Skip(1)));

    public static VirshAnswer Version(VirshCall call) => call.With([], [], ["daemon"], _ => VirshAnswer.Says("""
        Compiled against library: libvirt 9.0.0
        Using library: libvirt 9.0.0
        Using API: QEMU 9.0.0
        Running hypervisor: QEMU 7.2.22

        """));

    public static VirshAnswer Pool(VirshCall call) =>
        call.With(["pool"], [], ["inactive"], options => VirshAnswer.Fails($"failed to get pool '{options["pool"]}'"));

    public static VirshAnswer Disks(VirshCall call) => call.WithDomain([], [], ["details", "inactive"], (options, machine) =>
    {
        bool inactive = options.Has("inactive") || machine.State == MachineState.ShutOff;
        string[][] rows = [.. machine.Disks.Select(d => new[] { "file", d.Device, d.Target, d.HostPath(inactive ? d.Defined : d.Layers[0]) })];
        return options.Has("details")
            ? Table(["Type", "Device", "Target", "Source"], rows)
            : Table(["Target", "Source"], [.. rows.Select(r => r[2..])]);
    });

    public static VirshAnswer Stats(VirshCall call) =>
        call.With(["domain?"], [], ["state", "block", "backing", "list-active", "list-inactive", "nowait", "raw", "enforce"], options =>
        {
            IEnumerable<SimulatedMachine> machines = call.Hypervisor.Machines.Where(m => options["domain"] is "" || m == call.Hypervisor.Find(options["domain"]));
            IEnumerable<string> shown = machines
                .Where(m => !options.Has("list-active") || m.State != MachineState.ShutOff)
                .Select(m => $"Domain: '{m.Name}'\n{StatsOf(m, options, call.Now)}");
            return new VirshAnswer(true, string.Join('\n', shown), string.Join('\n', shown));
        });

    /// <summary>A table as virsh draws it.</summary>
    public static VirshAnswer Table(string[] titles, string[][] rows)
    {
        int[] quiet = [.. titles.Select((_, i) => rows.Select(r => r[i].Length).DefaultIfEmpty(0).Max())];
        int[] loud = [.. titles.Select((t, i) => Math.Max(t.Length, quiet[i]))];
        string header = $"{Row(titles, loud)}\n{new string('-', loud.Sum() + (3 * loud.Length))}\n";
        return new VirshAnswer(true, Rows(rows, quiet), header + Rows(rows, loud));
    }

    private static string Rows(string[][] rows, int[] widths) => string.Concat(rows.Select(r => Row(r, widths) + "\n"));

    private static string Row(string[] cells, int[] widths) =>
        ' ' + string.Join("   ", cells.Select((c, i) => i == cells.Length - 1 ? c : c.PadRight(widths[i])));

    private static string Line(SimulatedMachine machine, bool uuid, bool name) =>
        string.Join(' ', new[] { uuid ? machine.Uuid : "", name ? machine.Name : "" }.Where(p => p.Length > 0)) + "\n";

    private static string StatsOf(SimulatedMachine machine, VirshOptions options, DateTimeOffset now)
    {
        StringBuilder text = new();
        if (options.Has("state"))
        {
            int state = machine.State switch { MachineState.Running => 1, MachineState.Paused => 3, _ => 5 };
            text.Append($"  state.state={state}\n  state.reason=1\n");
        }

        if (!options.Has("block"))
        {
            return text.ToString();
        }

        (SimulatedDisk Disk, int Level)[] blocks =
            [.. machine.Disks.SelectMany(d => Enumerable.Range(0, options.Has("backing") ? d.Layers.Count : 1).Select(l => (d, l)))];
        text.Append($"  block.count={blocks.Length}\n");
        for (int i = 0; i < blocks.Length; i++)
        {
            AppendBlock(text, $"  block.{i}.", blocks[i].Disk, blocks[i].Level, now);
        }

        return text.ToString();
    }

    private static void AppendBlock(StringBuilder text, string key, SimulatedDisk disk, int level, DateTimeOffset now)
    {
        string layer = disk.Layers[level];
        text.Append($"{key}name={disk.Target}\n");
        if (layer.Length > 0)
        {
            text.Append($"{key}path={disk.HostPath(layer)}\n{key}backingIndex={disk.Layers.Count - level}\n");
        }

        foreach (string counter in level == 0 ? Counters : [])
        {
            text.Append($"{key}{counter}=0\n");
        }

        if (disk.Volume is not null && disk.Volume.TryGetFile(layer, out SimulatedFile? file))
        {
            long bytes = file.ContentAt(now).Allocated;
            text.Append($"{key}allocation={bytes}\n{key}capacity={file.VirtualSize}\n{key}physical={bytes}\n");
        }
    }

    private static string StateOf(SimulatedMachine machine) => machine.State switch
    {
        MachineState.Running => "running",
        MachineState.Paused => "paused",
        _ => "shut off",
    };
}
