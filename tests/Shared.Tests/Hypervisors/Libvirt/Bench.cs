using System.Text.Json;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Libvirt;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Policies;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

/// <summary>A site with scripted hosts, and its hypervisor. The volume gv1 is mounted at /gv on each.</summary>
internal sealed class Bench
{
    public const string Run = "sync-vms-20260105T000000Z";
    public const string Virsh = "virsh -q -c qemu:///system ";
    public const string Uses = Virsh + "domstats --state --block --backing --list-active --nowait";
    public const string FindMounts = "findmnt -J -l -v -o TARGET,SOURCE,FSTYPE,FSROOT";

    private readonly HypervisorSettings _settings;

    public Bench(params string[] hosts)
    {
        Hosts = hosts.Length == 0 ? ["h1"] : hosts;
        _settings = new HypervisorSettings { Hosts = Hosts };
        Domain = new StorageDomain(new Site { Name = "home", GlusterHosts = ["g1", "g2"], Hypervisor = _settings }, "gv1");
        Sut = new LibvirtHypervisor(new LibvirtSite(_settings, Runner, new MountReader(Time)), Time, NullLogger<LibvirtHypervisor>.Instance);
        Runner.Otherwise = Images;
        foreach (string host in Hosts)
        {
            Runner.On(host, FindMounts, Mounts("/gv", "g1:/gv1"));
        }
    }

    public IReadOnlyList<string> Hosts { get; }

    public ScriptedRunner Runner { get; } = new();

    public HurriedTime Time { get; } = new();

    public StorageDomain Domain { get; }

    public LibvirtHypervisor Sut { get; }

    /// <summary>The commands that ran on hosts, without those about mounts.</summary>
    public IReadOnlyList<string> Lines => [.. Runner.Lines.Where(l => !l.EndsWith(FindMounts, StringComparison.Ordinal))];

    /// <summary>The output of qemu-img for images, by the path of the active one. Other images have no backing file.</summary>
    public Dictionary<string, string> Chains { get; } = new(StringComparer.Ordinal);

    public static string Mounts(params string[] targetsAndSources)
    {
        IEnumerable<string> entries = targetsAndSources.Chunk(2).Select(p =>
            $$"""{"target":"{{p[0]}}","source":"{{p[1]}}","fstype":"fuse.glusterfs","fsroot":"/"}""");
        return $$"""{"filesystems":[{"target":"/","source":"/dev/sda","fstype":"ext4","fsroot":"/"},{{string.Join(',', entries)}}]}""";
    }

    public static string Overlay(string path) => $"{path}.{Run}";

    public static string LookLine(string uuid = VmText.One) => $"{Virsh}'dumpxml {uuid}; dumpxml {uuid} --inactive'";

    public static string ChainLine(string path) => $"qemu-img info --force-share --backing-chain --output=json -- {PosixShell.Quote(path)}";

    /// <summary>The output of qemu-img for a chain, the requested image first.</summary>
    public static string Chain(params string[] paths)
    {
        IEnumerable<string> images = paths.Select((p, i) =>
            $$"""{"filename":{{JsonSerializer.Serialize(p)}},"format":"qcow2","actual-size":4096{{(i + 1 < paths.Length ? $",\"full-backing-filename\":\"{paths[i + 1]}\"" : "")}}}""");
        return $"[{string.Join(',', images)}]";
    }

    /// <summary>A VM as in an inventory.</summary>
    public static VirtualMachine Listed(string host = "h1", string uuid = VmText.One) => new(uuid, "web", host, []);

    public static SnapshotRequest Request(QuiesceMode quiesce = QuiesceMode.Never, SnapshotKind kind = SnapshotKind.External) =>
        new(Run, kind, quiesce, TimeSpan.FromMinutes(1));

    /// <summary>A snapshot of disks with these base images, now on their overlays: vda, vdb...</summary>
    public static VmSnapshot Snapshot(params string[] bases) => new(
        VmText.One,
        "web",
        "h1",
        Run,
        SnapshotKind.External,
        false,
        DateTimeOffset.UnixEpoch,
        [.. bases.Select((b, i) => new SnapshotDisk($"vd{(char)('a' + i)}", b, Overlay(b), []))]);

    /// <summary>A manifest as text, because lists in records are compared by identity.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<SnapshotDisk> disks) =>
        [.. disks.Select(d => $"{d.Target}: {d.OverlayPath ?? "-"} over {string.Join(" over ", [d.BasePath, .. d.BackingPaths])}")];

    public Task<IReadOnlyList<VirtualMachine>> ListAsync() => Sut.ListAsync(Domain, default);

    public Bench Looks(params string[] looks) => LooksOn("h1", looks);

    public Bench LooksOn(string host, params string[] looks)
    {
        foreach (string look in looks)
        {
            Runner.On(host, LookLine(), look);
        }

        return this;
    }

    public Bench Unknown(string host)
    {
        string error = $"error: failed to get domain '{VmText.One}'\n";
        Runner.On(host, LookLine(), error: error + error, exit: 1);
        return this;
    }

    /// <summary>Resolves each path to itself, without links.</summary>
    public Bench WithoutLinks()
    {
        Runner.Otherwise = command => command.Arguments.Take(4).SequenceEqual(["realpath", "-z", "-m", "--"])
            ? new RemoteResult(0, string.Concat(command.Arguments.Skip(4).Select(p => $"{p}\0")), "")
            : Images(command);
        return this;
    }

    private RemoteResult? Images(RemoteCommand command) => command.Arguments is ["sh", "-c", _, "images", ..]
        ? new RemoteResult(0, string.Concat(command.Arguments.Skip(4).Select(p => Chains.GetValueOrDefault(p, Chain(p)) + "\0")), "")
        : null;

    public Bench NoUses(string host = "h1")
    {
        Runner.On(host, Uses);
        return this;
    }
}
