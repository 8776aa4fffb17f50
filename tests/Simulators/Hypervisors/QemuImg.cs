using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The <c>qemu-img</c> command of a host.</summary>
internal static class QemuImg
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RemoteResult Run(SimulatedNode node, CommandCall call)
    {
        string[] words = [.. call.Arguments.Skip(2)];
        return (call.Arguments.Count > 1 ? call.Arguments[1] : "") switch
        {
            "info" => Info(node, call, words),
            var other => Unknown(node, call, other),
        };
    }

    private static RemoteResult Unknown(SimulatedNode node, CommandCall call, string command)
    {
        node.Site.World.Unexpected(call, "no such qemu-img command is simulated");
        return new RemoteResult(1, "", $"qemu-img: Command not found: {command}\nTry 'qemu-img --help' for more information\n");
    }

    private static RemoteResult Info(SimulatedNode node, CommandCall call, string[] words)
    {
        string[] options = [.. words.TakeWhile(w => w.StartsWith('-') && w != "--")];
        if (options.Except(["--force-share", "-U", "--backing-chain", "--output=json"]).Any() || !options.Contains("--output=json"))
        {
            node.Site.World.Unexpected(call, "qemu-img info is simulated with --output=json");
            return new RemoteResult(1, "", "qemu-img: unrecognized option\n");
        }

        List<HostFile> chain = [];
        for (string? path = words[^1]; path is not null; path = chain[^1].File.BackingFile)
        {
            if (HostFile.Find(node, path) is not { } file)
            {
                return Missing(words[^1], path);
            }

            if (IsLocked(file) && !options.Contains("--force-share") && !options.Contains("-U"))
            {
                return new RemoteResult(1, "", $"qemu-img: Could not open '{path}': Failed to get shared \"write\" lock\nIs another process using the image [{path}]?\n");
            }

            chain.Add(file);
            if (!options.Contains("--backing-chain"))
            {
                break;
            }
        }

        return new RemoteResult(0, Json(chain, options.Contains("--backing-chain"), node.Site.World) + "\n", "");
    }

    private static RemoteResult Missing(string asked, string path) => new(
        1, "", $"qemu-img: Could not open '{asked}': Could not open '{path}': No such file or directory\n");

    private static bool IsLocked(HostFile file) => file.Volume.Site.World.Machines.All
        .Any(m => m.State != MachineState.ShutOff && m.Disks.Any(d => d.Volume == file.Volume && d.Layers.Contains(file.File.Path)));

    private static string Json(List<HostFile> chain, bool asArray, SimulatedWorld world)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Indented))
        {
            if (asArray)
            {
                json.WriteStartArray();
                chain.ForEach(f => WriteImage(json, f, world));
                json.WriteEndArray();
            }
            else
            {
                WriteImage(json, chain[0], world);
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteImage(Utf8JsonWriter json, HostFile file, SimulatedWorld world)
    {
        json.WriteStartObject();
        WriteSnapshots(json, file, world);
        if (file.File.BackingFile is not null)
        {
            json.WriteString("backing-filename-format", "qcow2");
        }

        json.WriteNumber("virtual-size", file.File.VirtualSize);
        json.WriteString("filename", file.Path);
        if (file.File.Format == "qcow2")
        {
            json.WriteNumber("cluster-size", 65536);
        }

        json.WriteString("format", file.File.Format);
        json.WriteNumber("actual-size", file.File.ContentAt(world.Now).Allocated);
        WriteFormat(json, file.File);
        if (file.File.BackingFile is { } backing)
        {
            json.WriteString("full-backing-filename", backing);
            json.WriteString("backing-filename", backing);
        }

        json.WriteBoolean("dirty-flag", false);
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, SimulatedFile file)
    {
        if (file.Format != "qcow2")
        {
            return;
        }

        json.WriteStartObject("format-specific");
        json.WriteString("type", file.Format);
        json.WriteStartObject("data");
        json.WriteString("compat", "1.1");
        json.WriteString("compression-type", "zlib");
        json.WriteBoolean("lazy-refcounts", false);
        json.WriteNumber("refcount-bits", 16);
        if (file.DataFile is { } data)
        {
            json.WriteString("data-file", data);
            json.WriteBoolean("data-file-raw", true);
        }

        json.WriteBoolean("corrupt", false);
        json.WriteBoolean("extended-l2", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSnapshots(Utf8JsonWriter json, HostFile file, SimulatedWorld world)
    {
        string[] names = [.. world.Machines.All.Where(m => m.Disks.Any(d => d.Volume == file.Volume && d.Layers.Contains(file.File.Path))).SelectMany(m => m.InternalSnapshots)];
        if (names.Length == 0)
        {
            return;
        }

        json.WriteStartArray("snapshots");
        foreach (string name in names)
        {
            json.WriteStartObject();
            json.WriteNumber("vm-clock-nsec", 0);
            json.WriteString("name", name);
            json.WriteNumber("date-sec", world.Now.ToUnixTimeSeconds());
            json.WriteNumber("date-nsec", 0);
            json.WriteNumber("vm-clock-sec", 0);
            json.WriteString("id", $"{Array.IndexOf(names, name) + 1}");
            json.WriteNumber("vm-state-size", 536967);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
