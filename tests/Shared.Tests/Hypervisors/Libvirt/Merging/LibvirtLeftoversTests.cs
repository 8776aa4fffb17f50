using GlusterDr.Hypervisors.Libvirt;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Policies;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Merging;

public class LibvirtLeftoversTests
{
    private const string A = "/gv/a.qcow2";
    private static readonly string Top = Bench.Overlay(A);

    [Fact]
    public async Task Find_rebuilds_a_running_vms_snapshot_from_its_chain()
    {
        Bench bench = Scripted(new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", Top, A, "/gv/t"), VmText.Disk("vdb", "/gv/b")] });

        VmSnapshot found = (await bench.Sut.FindLeftoversAsync(bench.Domain, default)).ShouldHaveSingleItem();

        found.ShouldSatisfyAllConditions(
            f => (f.VmId, f.VmName, f.Host, f.RunId, f.Kind).ShouldBe((VmText.One, "web", "h1", Bench.Run, SnapshotKind.External)),
            f => Bench.Describe(f.Disks).ShouldBe([$"vda: {Bench.Overlay("a.qcow2")} over a.qcow2 over t"]),
            f => f.TakenAt.ShouldBe(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Find_reads_the_image_of_a_vm_that_is_shut_off()
    {
        Bench bench = Scripted(new VmText(VmText.One, "web") { Active = false, Disks = [VmText.Disk("vda", Top)] });
        bench.Runner.On("h1", Bench.ChainLine(Top), Bench.Chain(Top, A));

        (await bench.Sut.FindLeftoversAsync(bench.Domain, default)).ShouldHaveSingleItem().Disks[0].BasePath.ShouldBe("a.qcow2");
    }

    [Fact]
    public async Task Find_sees_an_overlay_under_somebodys_snapshot()
    {
        Bench bench = Scripted(new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", "/gv/mine", Top, A)] });

        (await bench.Sut.FindLeftoversAsync(bench.Domain, default)).ShouldHaveSingleItem().Disks[0].OverlayPath.ShouldBe(Bench.Overlay("a.qcow2"));
    }

    [Theory]
    [InlineData("/gv/a.snapshot1")]
    [InlineData("/gv/other.qcow2.sync-vms-20260105T000000Z")]
    public async Task Find_ignores_what_is_not_of_the_product(string active) =>
        (await Sut(active).FindLeftoversAsync(new Bench().Domain, default)).ShouldBeEmpty();

    [Fact]
    public async Task Find_gives_internal_snapshots_with_a_runs_name()
    {
        Bench bench = Scripted(new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", A)] }, $"before upgrade\n{Bench.Run}\n");

        VmSnapshot found = (await bench.Sut.FindLeftoversAsync(bench.Domain, default)).ShouldHaveSingleItem();

        found.Kind.ShouldBe(SnapshotKind.Internal);
        found.Disks.ShouldHaveSingleItem().OverlayPath.ShouldBeNull();
    }

    [Fact]
    public async Task Find_keeps_runs_apart()
    {
        string other = "sync-other-20250101T000000Z";
        Bench bench = Scripted(new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", Top, A), VmText.Disk("vdb", $"/gv/b.{other}", "/gv/b")] });

        (await bench.Sut.FindLeftoversAsync(bench.Domain, default)).Select(f => (f.RunId, f.Disks.Single().Target))
            .ShouldBe([(other, "vdb"), (Bench.Run, "vda")]);
    }

    [Fact]
    public async Task Find_prefers_where_the_vm_runs()
    {
        Bench bench = new("h1", "h2");
        VmText vm = new(VmText.One, "web") { Disks = [VmText.Disk("vda", Top, A)] };
        Script(bench, "h1", vm with { Active = false }, "");
        Script(bench, "h2", vm, "");
        bench.Runner.On("h1", Bench.ChainLine(Top), Bench.Chain(Top, A));

        (await bench.Sut.FindLeftoversAsync(bench.Domain, default)).ShouldHaveSingleItem().Host.ShouldBe("h2");
    }

    private static LibvirtHypervisor Sut(string active) =>
        Scripted(new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", active, A)] }).Sut;

    private static Bench Scripted(VmText vm, string snapshots = "")
    {
        Bench bench = new();
        Script(bench, "h1", vm, snapshots);
        return bench;
    }

    private static void Script(Bench bench, string host, VmText vm, string snapshots) => bench.Runner
        .On(host, $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
        .On(host, $"{Bench.Virsh}'dumpxml {VmText.One}'", $"{vm}")
        .On(host, $"{Bench.Virsh}'echo {VmText.One}; snapshot-list {VmText.One} --name'", VmText.One + snapshots);
}
