using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

public class LibvirtInventoryTests
{
    [Fact]
    public async Task List_of_a_real_host_gives_its_vms_with_sizes()
    {
        Bench bench = new();
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", Fixture.Output("list-active"))
            .On("h1", Bench.Uses, Fixture.Output("domstats"));
        string[] uuids = [.. Fixture.Output("list-active").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        bench.Runner.On("h1", $"{Bench.Virsh}'{string.Join("; ", uuids.Select(u => $"dumpxml {u}"))}'", Fixture.Output("dumpxml-batch"));
        bench = WithMount(bench, "/mnt/lab/gv1");
        bench.Runner.On("h1", "realpath -z -m -- /tmp/local.qcow2", "/tmp/local.qcow2\0");

        IReadOnlyList<VirtualMachine> found = await bench.Sut.ListAsync(bench.Domain, default);

        found.Select(v => v.Name).ShouldBe(["we'ird \"$(id);n ame", "web1"]);
        found[1].Disks.Select(d => d.Path).ShouldBe([$"vms/{Fixture.Disk}", $"vms/{Fixture.HostileDisk}"]);
        found[1].Disks[1].HostPath.ShouldBe($"{Fixture.Folder}/{Fixture.HostileDisk}");
        found[1].TotalBytes.ShouldBeGreaterThan(0);
        found[0].DisksElsewhere.ShouldBe(["vdb (/tmp/local.qcow2)"]);
        found.ShouldAllBe(v => v.Obstacle == null && v.Host == "h1");
    }

    [Fact]
    public async Task List_leaves_out_vms_without_a_disk_on_the_volume()
    {
        Bench bench = Listing(VmText.Disk("vda", "/var/lib/a.qcow2"));
        bench.Runner.On("h1", "realpath -z -m -- /var/lib/a.qcow2", "/var/lib/a.qcow2\0");

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_follows_links_onto_the_volume()
    {
        Bench bench = Listing(VmText.Disk("vda", "/images/a.qcow2"));
        bench.Runner.On("h1", "realpath -z -m -- /images/a.qcow2", "/gv/vms/a.qcow2\0");

        VirtualMachine vm = (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem();

        vm.Disks[0].Path.ShouldBe("vms/a.qcow2");
        vm.Disks[0].HostPath.ShouldBe("/images/a.qcow2");
    }

    [Fact]
    public async Task List_gives_whole_chains()
    {
        Bench bench = Listing(VmText.Disk("vda", "/gv/a.mine", "/gv/a.qcow2", "/gv/t/template.qcow2"));

        VmDisk disk = (await bench.Sut.ListAsync(bench.Domain, default))[0].Disks[0];

        disk.Chain.ShouldBe(["a.mine", "a.qcow2", "t/template.qcow2"]);
    }

    [Fact]
    public async Task List_reports_why_a_vm_cannot_be_snapshotted()
    {
        XElement plain = VmText.Disk("vda", "/gv/a.qcow2");
        XElement libgfapi = XElement.Parse(
            "<disk type='network' device='disk'><source protocol='gluster' name='gv1/a.img'/><target dev='vda'/></disk>");
        string longName = $"/gv/{new string('n', 240)}";

        (await ObstacleAsync(plain)).ShouldBeNull();
        (await ObstacleAsync(VmText.With(plain, "readonly"), VmText.Disk("vdb", "/gv/b.qcow2"))).ShouldBeNull();
        (await ObstacleAsync(VmText.With(plain, "shareable"))).ShouldNotBeNull().ShouldContain("shareable");
        (await ObstacleAsync(VmText.With(plain, "transient"))).ShouldNotBeNull().ShouldContain("transient");
        (await ObstacleAsync(VmText.With(plain, "copy", "/gv/b.qcow2", ready: false))).ShouldNotBeNull().ShouldContain("block job (copy)");
        (await ObstacleAsync(VmText.Disk("vda", Bench.Overlay("/gv/a.qcow2"), "/gv/a.qcow2"))).ShouldNotBeNull().ShouldContain(Bench.Run);
        (await ObstacleAsync(VmText.Disk("vda", longName))).ShouldNotBeNull().ShouldContain("too long");
        (await ObstacleAsync(VmText.Disk("vda", "/gv/a\nb"))).ShouldNotBeNull().ShouldContain("control character");
        (await ObstacleAsync(VmText.Disk("vda;x", "/gv/a"))).ShouldNotBeNull().ShouldContain("'vda;x'");
        (await ObstacleAsync(libgfapi)).ShouldNotBeNull().ShouldContain("libgfapi");
    }

    [Fact]
    public async Task List_refuses_a_chain_that_leaves_the_volume()
    {
        Bench bench = Listing(VmText.Disk("vda", "/gv/a.qcow2", "/templates/t.qcow2"));
        bench.Runner.On("h1", "realpath -z -m -- /templates/t.qcow2", "/templates/t.qcow2\0");

        (await bench.Sut.ListAsync(bench.Domain, default))[0].Obstacle.ShouldNotBeNull().ShouldContain("/templates/t.qcow2, which is not on the volume");
    }

    [Fact]
    public async Task List_reads_all_hosts_and_takes_a_migrating_vm_where_it_runs()
    {
        Bench bench = new("h1", "h2");
        VmText vm = new(VmText.One, "web") { Disks = [VmText.Disk("vda", "/gv/a.qcow2")] };
        foreach (string host in bench.Hosts)
        {
            bench.Runner
                .On(host, $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n\n")
                .On(host, Bench.Uses, $"Domain: 'web'\n  state.state={(host == "h2" ? 1 : 3)}\n")
                .On(host, $"{Bench.Virsh}'dumpxml {VmText.One}'", $"{vm}");
        }

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Host.ShouldBe("h2");
    }

    [Fact]
    public async Task List_fails_when_a_host_does_not_answer()
    {
        Bench bench = new("h1", "h2");
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all")
            .On("h1", Bench.Uses)
            .On("h2", $"{Bench.Virsh}list --uuid --all", error: Fixture.Error("err-no-daemon"), exit: 1)
            .On("h2", Bench.Uses, error: Fixture.Error("err-no-daemon"), exit: 1);

        DrException failure = await Should.ThrowAsync<DrException>(bench.Sut.ListAsync(bench.Domain, default));

        failure.Error.ShouldSatisfyAllConditions(
            e => e.Code.ShouldBe(ErrorCodes.HypervisorUnavailable), e => e.Class.ShouldBe(ErrorClass.Transient), e => e.Host.ShouldBe("h2"));
    }

    [Fact]
    public async Task List_of_many_vms_takes_few_calls()
    {
        Bench bench = new();
        string[] uuids = [.. Enumerable.Range(0, 250).Select(i => new Guid(i, 0, 0, new byte[8]).ToString())];
        bench.Runner.On("h1", $"{Bench.Virsh}list --uuid --all", string.Join('\n', uuids)).On("h1", Bench.Uses);
        foreach (string[] chunk in uuids.Chunk(100))
        {
            bench.Runner.On("h1", $"{Bench.Virsh}'{string.Join("; ", chunk.Select(u => $"dumpxml {u}"))}'", string.Concat(chunk.Select(u => Text(u))));
        }

        (await bench.Sut.ListAsync(bench.Domain, default)).Count.ShouldBe(250);
        bench.Runner.Lines.Count.ShouldBe(9, "three of them for the images");

        static string Text(string uuid) => $"{new VmText(uuid, $"vm {uuid}") { Disks = [VmText.Disk("vda", $"/gv/{uuid}")] }}";
    }

    private static async Task<string?> ObstacleAsync(params XElement[] disks)
    {
        Bench bench = Listing(disks);
        return (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Obstacle;
    }

    private static Bench Listing(params XElement[] disks)
    {
        Bench bench = new();
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On("h1", Bench.Uses)
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}'", $"{new VmText(VmText.One, "web") { Disks = disks }}");
        return bench;
    }

    private static Bench WithMount(Bench bench, string target)
    {
        bench.Runner.Replace("h1", Bench.FindMounts, Bench.Mounts(target, "g1:/gv1"));
        return bench;
    }
}
