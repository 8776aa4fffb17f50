using System.Text;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Remote;
using GlusterDr.Tests.Shared.Hypervisors.Libvirt.Storage;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

public class LibvirtDefinitionsTests
{
    private const string Folder = "/gv/.glusterdr/definitions";
    private static readonly VmText Vm = new(VmText.One, "web <1>") { Active = false, Disks = [VmText.Disk("vda", Bench.Overlay("/gv/a.qcow2"), "/gv/a.qcow2")] };

    [Fact]
    public async Task Refresh_writes_definitions_with_overlays_taken_back()
    {
        Bench bench = Script(new Bench(), "h1", Vm);
        string input = "";
        ScriptWrite(bench, "", command => input = command.StandardInput);

        await bench.Sut.RefreshDefinitionsAsync(bench.Domain, default);

        string[] line = input.TrimEnd('\n').Split(' ');
        line[0].ShouldBe($"{VmText.One}.xml");
        XElement definition = XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(line[1])));
        definition.Element("name")!.Value.ShouldBe("web <1>");
        XElement disk = definition.Descendants("disk").Single();
        disk.Element("source")!.Attribute("file")!.Value.ShouldBe("/gv/a.qcow2");
        disk.Element("backingStore").ShouldBeNull();
        XElement note = definition.Element("metadata")!.Element(RecoverableDefinition.Namespace + "volume")!.Elements().Single();
        (note.Attribute("target")!.Value, note.Attribute("path")!.Value).ShouldBe(("vda", "a.qcow2"));
    }

    [Fact]
    public async Task Refresh_names_volumes_of_pools_as_files_and_keeps_other_metadata()
    {
        VmText vm = new(VmText.One, "web") { Active = false, Disks = [StoragePoolsTests.Volume] };
        Bench bench = Script(new Bench(), "h1", vm, dump: $"{vm}".Replace("<devices>", "<metadata><x xmlns='urn:x'/></metadata><devices>", StringComparison.Ordinal));
        bench.Runner.On("h1", StoragePoolsTests.Dump, StoragePoolsTests.Pool);
        string input = "";
        ScriptWrite(bench, "", command => input = command.StandardInput);

        await bench.Sut.RefreshDefinitionsAsync(bench.Domain, default);

        XElement definition = XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(input.Trim().Split(' ')[1])));
        XElement disk = definition.Descendants("disk").Single();
        (disk.Attribute("type")!.Value, disk.Element("source")!.ToString()).ShouldBe(("file", "<source file=\"/gv/pool/v.qcow2\" />"));
        definition.Element("metadata")!.Elements().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Refresh_writes_only_what_changed()
    {
        Bench bench = Script(new Bench(), "h1", Vm);
        string content = "";
        ScriptWrite(bench, "", command => content = Encoding.UTF8.GetString(Convert.FromBase64String(command.StandardInput.Trim().Split(' ')[1])));
        await bench.Sut.RefreshDefinitionsAsync(bench.Domain, default);
        string sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(content)));

        Bench again = Script(new Bench(), "h1", Vm);
        ScriptWrite(again, $"{sum}  ./{VmText.One}.xml\n", _ => throw new InvalidOperationException("Nothing has changed."));
        await again.Sut.RefreshDefinitionsAsync(again.Domain, default);
    }

    [Fact]
    public async Task Refresh_takes_the_definition_of_where_a_vm_runs()
    {
        Bench bench = new("h1", "h2");
        Script(bench, "h1", Vm with { Name = "stale" });
        Script(bench, "h2", Vm with { Name = "fresh" }, active: true);
        string input = "";
        ScriptWrite(bench, "", command => input = command.StandardInput);

        await bench.Sut.RefreshDefinitionsAsync(bench.Domain, default);

        Encoding.UTF8.GetString(Convert.FromBase64String(input.Trim().Split(' ')[1])).ShouldContain("fresh");
    }

    [Fact]
    public async Task Refresh_needs_a_mount_of_the_whole_volume()
    {
        Bench bench = Script(new Bench(), "h1", Vm);
        bench.Runner.Replace("h1", Bench.FindMounts, Bench.Mounts("/gv", "g1:/gv1/folder"));

        (await Should.ThrowAsync<DrException>(bench.Sut.RefreshDefinitionsAsync(bench.Domain, default))).Error.Code.ShouldBe(ErrorCodes.VolumeNotMounted);
    }

    [Fact]
    public async Task Refresh_of_a_volume_without_vms_does_nothing()
    {
        Bench bench = new();
        bench.Runner.On("h1", $"{Bench.Virsh}list --uuid --all").On("h1", $"{Bench.Virsh}list --uuid");

        await bench.Sut.RefreshDefinitionsAsync(bench.Domain, default);
    }

    private static Bench Script(Bench bench, string host, VmText vm, bool active = false, string? dump = null)
    {
        bench.Runner
            .On(host, $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On(host, $"{Bench.Virsh}list --uuid", active ? $"{VmText.One}\n" : "\n")
            .On(host, $"{Bench.Virsh}'dumpxml {VmText.One} --inactive'", dump ?? $"{vm}");
        return bench;
    }

    private static void ScriptWrite(Bench bench, string sums, Action<RemoteCommand> write)
    {
        bench.Runner.On("h1", PosixShell.Quote(["sh", "-c", """cd -- "$1" 2>/dev/null || exit 0; find . -maxdepth 1 -name '*.xml' -exec sha256sum -- {} +""", "sums", Folder]), sums);
        const string script = """
            set -eu
            umask 077
            mkdir -p -- "$1"
            cd -- "$1"
            while read -r name data; do
              printf %s "$data" | base64 -d > ".$name.new"
              mv -f -- ".$name.new" "$name"
            done
            """;
        bench.Runner.On("h1", PosixShell.Quote(["sh", "-c", script, "write", Folder]), command =>
        {
            write(command);
            return new RemoteResult(0, "", "");
        });
    }
}
