using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Merging;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Merging;

public class LibvirtOrphansTests
{
    private const string Other = "/gv/vms/b.qcow2.sync-vms-20250101T000000Z";
    private static readonly string Used = Bench.Overlay("/gv/vms/a.qcow2");
    private static readonly LibvirtOrphans.OrphanFile Orphan = new(Other[4..], "sync-vms-20250101T000000Z", "h1", 200, Other);

    [Fact]
    public async Task Find_reports_files_that_are_in_no_chain()
    {
        Bench bench = Scripted($"100 {Used}\0200 {Other}\0300 /gv/vms/x.sync-me\0");

        (await bench.Sut.FindOrphanFilesAsync(bench.Domain, default)).ShouldBe([Orphan]);
    }

    [Theory]
    [InlineData("/gv/vms/b.qcow2", "rm -- /gv/vms/b.qcow2.sync-vms-20250101T000000Z")]
    [InlineData("/gv/vms/it's here", "rm -- '/gv/vms/it'\\''s here.sync-vms-20250101T000000Z'")]
    public async Task Names_in_reports_can_be_pasted(string image, string command)
    {
        Bench bench = Scripted($"100 {Used}\0200 {image}.sync-vms-20250101T000000Z\0");

        Error error = (await bench.Sut.FindAbandonedAsync(bench.Domain, default)).ShouldHaveSingleItem().ToError();

        error.Code.ShouldBe(ErrorCodes.OverlayAbandoned);
        error.Host.ShouldBe("h1");
        error.Advice!.ShouldEndWith($"on h1: `{command}`");
    }

    [Fact]
    public async Task Find_knows_what_a_vm_that_is_shut_off_has_below()
    {
        Bench bench = Scripted($"200 {Other}\0", new VmText(VmText.One, "web") { Active = false, Disks = [Incomplete("/gv/vms/mine")] });
        bench.Runner.On("h1", Bench.ChainLine("/gv/vms/mine"), Bench.Chain("/gv/vms/mine", Other, "/gv/vms/b.qcow2"));

        (await bench.Sut.FindOrphanFilesAsync(bench.Domain, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_verifies_again_and_removes_exactly_the_file()
    {
        Bench bench = Scripted($"200 {Other}\0").NoUses();
        string remove = $"rm -f -- {Other} {Other}.committed";
        bench.Runner.On("h1", remove);

        await bench.Sut.RemoveOrphanFileAsync(bench.Domain, Orphan, default);

        bench.Runner.Count(remove).ShouldBe(1);
    }

    [Fact]
    public async Task Remove_refuses_a_file_that_does_not_exist_any_more()
    {
        Bench bench = Scripted("");

        (await Should.ThrowAsync<DrException>(bench.Sut.RemoveOrphanFileAsync(bench.Domain, Orphan, default))).Error.Code.ShouldBe(ErrorCodes.ChainUnexpected);
    }

    private static System.Xml.Linq.XElement Incomplete(string path)
    {
        System.Xml.Linq.XElement disk = VmText.Disk("vda", path);
        disk.Element("backingStore")!.Remove();
        return disk;
    }

    private static Bench Scripted(string files, VmText? vm = null)
    {
        Bench bench = new();
        VmText known = vm ?? new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", Used, "/gv/vms/a.qcow2")] };
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}'", $"{known}")
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One} --inactive'", $"{known with { Active = false }}")
            .On("h1", @"find -H /gv/vms -maxdepth 1 -type f -name '*.sync-*' -printf '%s %p\0'", files);
        return bench;
    }
}
