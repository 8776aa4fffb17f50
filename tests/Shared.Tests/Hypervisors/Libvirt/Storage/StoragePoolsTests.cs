using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Storage;

public class StoragePoolsTests
{
    internal const string Dump = $"{Bench.Virsh}pool-dumpxml --pool p";
    internal const string Pool = "<pool type='dir'><target><path>/gv/pool</path></target></pool>";

    internal static XElement Volume => XElement.Parse(
        "<disk type='volume' device='disk'><driver type='qcow2'/><source pool='p' volume='v.qcow2'/><backingStore/><target dev='vda'/></disk>");

    [Fact]
    public async Task A_volume_of_a_real_pool_is_a_file()
    {
        Bench bench = new();
        bench.Runner
            .On("h1", Bench.LookLine(), Fixture.Output("look-pool-volume-ready"))
            .On("h1", $"{Bench.Virsh}pool-dumpxml --pool gvpool", Fixture.Output("pool-dumpxml"));
        LibvirtHost sut = new(bench.Domain.Site.Host("h1"), "qemu:///system", bench.Runner);

        DomainDisk disk = (await sut.ReadDomainAsync(VmText.One, default)).ShouldNotBeNull().Live.Disks[0];

        disk.Chain.Select(i => (i.Type, i.Path)).ShouldBe(
            [("file", $"{Fixture.Folder}/pv.qcow2.{Fixture.Run}"), ("file", $"{Fixture.Folder}/pv.qcow2")]);
        disk.Job!.Image!.Path.ShouldBe($"{Fixture.Folder}/pv.qcow2");
        bench.Runner.Count($"{Bench.Virsh}pool-dumpxml --pool gvpool").ShouldBe(1);
    }

    [Theory]
    [InlineData(Pool, 1)]
    [InlineData("<pool type='logical'><target><path>/gv/pool</path></target></pool>", 0)]
    [InlineData("<pool type='dir'><target><path>/elsewhere</path></target></pool>", 0)]
    public async Task A_vm_is_found_by_a_volume_on_the_mount(string pool, int expected)
    {
        Bench bench = Listing();
        bench.Runner.On("h1", Dump, pool).On("h1", "realpath -z -m -- /elsewhere/v.qcow2", "/elsewhere/v.qcow2\0");

        IReadOnlyList<VirtualMachine> found = await bench.Sut.ListAsync(bench.Domain, default);

        found.Count.ShouldBe(expected);
        found.ShouldAllBe(v => v.Obstacle == null && v.Disks[0].Path == "pool/v.qcow2");
    }

    [Fact]
    public async Task A_pool_that_is_gone_leaves_unclear_where_the_disk_is()
    {
        Bench bench = Listing();
        bench.Runner.On("h1", Dump, error: Fixture.Error("err-pool-unknown"), exit: 1);

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Obstacle.ShouldNotBeNull().ShouldContain("pool p is not known");
    }

    [Theory]
    [InlineData("", "error: internal error\n", 1, ErrorCodes.HypervisorUnavailable)]
    [InlineData("no xml", "", 0, ErrorCodes.OutputUnreadable)]
    public async Task A_pool_that_cannot_be_read_fails_the_list(string output, string error, int exit, string code)
    {
        Bench bench = Listing();
        bench.Runner.On("h1", Dump, output, error, exit);

        (await Should.ThrowAsync<DrException>(bench.Sut.ListAsync(bench.Domain, default))).Error.Code.ShouldBe(code);
    }

    private static Bench Listing()
    {
        Bench bench = new();
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On("h1", Bench.Uses)
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}'", $"{new VmText(VmText.One, "web") { Disks = [Volume] }}");
        return bench;
    }
}
