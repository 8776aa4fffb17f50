using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GlusterDr.Remote;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators;

/// <summary>The simulated virsh and qemu-img against recorded output: libvirt 9.0 with machines on overlays, jobs and errors.</summary>
public sealed partial class LibvirtFixtureTests
{
    private const string Run = "sync-vms-20260105T000000Z";
    private const string Base = "/mnt/lab/gv1/vms/web1.qcow2";
    private const string Odd = "/mnt/lab/gv1/vms/web1 data,b;$(x)'q\".qcow2";

    private readonly LabWorld _lab = new();
    private readonly SimulatedMachine _machine;

    public LibvirtFixtureTests()
    {
        _lab.Volume.MountOn("/mnt/lab/gv1");
        SimulatedHypervisor host = _lab.World.Site("p").Hypervisors[0];
        _machine = host.AddMachine("web1", _lab.Volume, ["vms/web1.qcow2", Odd["/mnt/lab/gv1/".Length..]]);
        host.AddLocalDisk(_machine, "sda", "", "cdrom");
    }

    [Theory]
    [InlineData("look-running")]
    [InlineData("look-on-overlays")]
    [InlineData("look-committing")]
    [InlineData("look-ready")]
    [InlineData("look-half-merged")]
    [InlineData("look-shut-off-on-overlay")]
    public void Shows_disks_and_their_chains_as_the_real_one_does(string fixture)
    {
        if (fixture != "look-running")
        {
            Snapshot();
        }

        if (fixture is "look-committing" or "look-ready" or "look-half-merged" or "look-shut-off-on-overlay")
        {
            Virsh("blockcommit", _machine.Uuid, "vda", "--active", "--base", Base, "--top", $"{Base}.{Run}");
        }

        if (fixture is "look-ready" or "look-half-merged" or "look-shut-off-on-overlay")
        {
            _lab.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        if (fixture is "look-half-merged" or "look-shut-off-on-overlay")
        {
            Virsh("blockjob", _machine.Uuid, "vda", "--pivot");
        }

        if (fixture == "look-shut-off-on-overlay")
        {
            _machine.Stop();
        }

        string simulated = Virsh($"dumpxml {_machine.Uuid}; dumpxml {_machine.Uuid} --inactive").StandardOutput;
        Disks(simulated).ShouldBe(Disks(Read(fixture + ".stdout")));
    }

    [Theory]
    [InlineData("err-already-active", "commit twice")]
    [InlineData("err-not-ready", "pivot early")]
    [InlineData("err-no-job", "pivot nothing")]
    [InlineData("err-overlay-exists", "overlay exists")]
    [InlineData("err-quiesce-no-agent", "quiesce")]
    [InlineData("err-agent-not-connected", "ping")]
    [InlineData("err-agent-paused", "ping paused")]
    [InlineData("err-thaw-no-agent", "thaw")]
    [InlineData("err-snapshot-exists", "snapshot twice")]
    [InlineData("err-snapshot-missing", "delete nothing")]
    [InlineData("err-not-running", "commit shut off")]
    [InlineData("err-domain-unknown", "look at nothing")]
    public void Refuses_with_the_real_ones_messages(string fixture, string what)
    {
        RemoteResult refused = Provoke(what);

        refused.ExitCode.ShouldBe(1);
        refused.StandardOutput.ShouldBe("");
        Masked(refused.StandardError).ShouldBe(Masked(Read(fixture + ".stderr")));
    }

    [Fact]
    public void Lists_images_in_use_in_the_real_ones_format()
    {
        Snapshot();
        string simulated = Virsh("domstats", "--state", "--block", "--backing", "--list-active", "--nowait").StandardOutput;
        string real = Read("domstats-on-overlays.stdout");

        Keys(simulated).ShouldBe(Keys(real[real.IndexOf("Domain: 'web1'", StringComparison.Ordinal)..]));
    }

    [Theory]
    [InlineData("chain-of-base", Base)]
    [InlineData("chain-of-overlay", $"{Odd}.{Run}")]
    public void Shows_chains_of_images_in_the_real_ones_format(string fixture, string image)
    {
        if (fixture == "chain-of-overlay")
        {
            Snapshot();
        }

        RemoteResult chain = _lab.Send.Run("p1", "qemu-img", "info", "--force-share", "--backing-chain", "--output=json", "--", image);

        Shape(chain.StandardOutput).ShouldBe(Shape(Read(fixture + ".stdout")));
    }

    private RemoteResult Provoke(string what)
    {
        string[] commit = ["blockcommit", _machine.Uuid, "vda", "--active", "--base", Base, "--top", $"{Base}.{Run}"];
        switch (what)
        {
            case "commit twice" or "pivot early" or "commit shut off" or "overlay exists":
                Snapshot();
                break;
            case "ping paused":
                _machine.Pause();
                break;
            case "snapshot twice":
                Virsh("snapshot-create-as", _machine.Uuid, Run);
                break;
        }

        switch (what)
        {
            case "commit twice":
                Virsh(commit);
                return Virsh(commit);
            case "pivot early":
                Virsh(commit);
                return Virsh("blockjob", _machine.Uuid, "vda", "--pivot");
            case "commit shut off":
                _machine.Stop();
                return Virsh(commit);
            case "overlay exists":
                return Virsh("snapshot-create-as", _machine.Uuid, Run, "--disk-only", "--atomic", "--no-metadata", "--diskspec", $"vda,snapshot=external,file={Base}.{Run}", "--diskspec", "vdb,snapshot=no");
            case "quiesce":
                return Virsh("snapshot-create-as", _machine.Uuid, Run, "--disk-only", "--atomic", "--no-metadata", "--quiesce", "--diskspec", $"vda,snapshot=external,file={Base}.{Run}");
            case "ping" or "ping paused":
                return Virsh("qemu-agent-command", _machine.Uuid, """{"execute":"guest-ping"}""", "--timeout", "5");
            case "thaw":
                return Virsh("domfsthaw", _machine.Uuid);
            case "snapshot twice":
                return Virsh("snapshot-create-as", _machine.Uuid, Run);
            case "delete nothing":
                return Virsh("snapshot-delete", _machine.Uuid, Run);
            case "pivot nothing":
                return Virsh("blockjob", _machine.Uuid, "vdb", "--pivot");
            default:
                const string nobody = "0f4c91e6-b8c6-4423-8ca0-e3ddc3c4fad8";
                return Virsh($"dumpxml {nobody}; dumpxml {nobody} --inactive");
        }
    }

    private void Snapshot() => Virsh(
        "snapshot-create-as", _machine.Uuid, Run, "--disk-only", "--atomic", "--no-metadata",
        "--diskspec", $"vda,snapshot=external,file={Base}.{Run}",
        "--diskspec", $"vdb,snapshot=external,file={Odd.Replace(",", ",,", StringComparison.Ordinal)}.{Run}",
        "--diskspec", "sda,snapshot=no").ExitCode.ShouldBe(0);

    private RemoteResult Virsh(params string[] words) => _lab.Send.Run("p1", ["virsh", "-q", "-c", "qemu:///system", .. words]);

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "libvirt", name));

    // The elements of each disk, in order, without those that depend on the host's hardware or the machine's uptime.
    private static string[] Disks(string output) => [.. XElement.Parse($"<all>{output}</all>").Descendants("disk").Where(d => (string?)d.Attribute("device") == "disk").Select(disk =>
    {
        disk.Elements("address").Concat(disk.Elements("alias")).Remove();
        disk.DescendantsAndSelf().Attributes("index").Remove();
        return disk.ToString();
    })];

    private static string Masked(string text) => Guid().Replace(JobName().Replace(text, "libvirt-N"), "ID");

    private static string[] Keys(string text) => [.. text.TrimEnd('\n').Split('\n').Select(l => l.Split('=')[0])];

    private static string[] Shape(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(i => string.Join(' ', i.EnumerateObject().Select(p =>
            p.Name is "virtual-size" or "actual-size" ? p.Name : $"{p.Name}={Regex.Replace(p.Value.GetRawText(), "\\s", "")}")))];
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Guid();

    [GeneratedRegex(@"libvirt-\d+")]
    private static partial Regex JobName();
}
