using System.Xml.Linq;
using GlusterDr.Hypervisors.Ovirt;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Shared.Hypervisors.Ovirt;

/// <summary>A VM with an illegal image does not start again, wherever in the chain the image is.</summary>
public sealed class IllegalImageTests
{
    [Fact]
    public void A_vm_whose_snapshot_is_illegal_is_left_out_though_its_active_image_is_fine()
    {
        EngineVm vm = Vm();

        vm.Disks.ShouldAllBe(d => d.Status == "ok");
        DiskRules.Obstacle(vm, vm.Disks).ShouldNotBeNull().ShouldContain("does not start again");
    }

    [Fact]
    public void If_the_engine_does_not_report_it_the_images_show_it()
    {
        EngineVm vm = Vm() with { HasIllegalImages = false };

        DiskRules.Obstacle(vm, vm.Disks).ShouldBeNull();
        DiskRules.Obstacle(vm, vm.Disks, EngineChains.Of(Images())).ShouldNotBeNull().ShouldContain("disk 'db1_Disk1'");
    }

    [Theory]
    [InlineData("illegal", "ok", true)]
    [InlineData("ok", "illegal", true)]
    [InlineData("ok", "ok", false)]
    [InlineData("locked", "ok", false)]
    public void Every_image_of_a_chain_counts(string below, string active, bool illegal)
    {
        XElement images = Images();
        XElement[] found = [.. images.Elements("disk_snapshot")];
        found[0].Element("status")!.Value = below;
        found[1].Element("status")!.Value = active;

        EngineChains.Of(images).HasIllegal(Vm().Disks[0]).ShouldBe(illegal);
    }

    [Fact]
    public void A_disk_of_another_vm_is_not_judged_by_this_chain() =>
        EngineChains.Of(Images()).HasIllegal(Vm().Disks[0] with { ImageId = "40000000-0000-4000-8000-000000000009" }).ShouldBeFalse();

    [Fact]
    public void A_vm_without_illegal_images_has_no_obstacle() => DiskRules.Obstacle(Vm() with { HasIllegalImages = false }, Vm().Disks).ShouldBeNull();

    private static EngineVm Vm() => EngineXml.Vm(XElement.Parse(Fixture("illegal-snapshot-vm.xml")));

    private static XElement Images() => XElement.Parse(Fixture("illegal-snapshot-disksnapshots.xml"));

    private static string Fixture(string file) => File.ReadAllText(Repository.At("tests", "fixtures", "ovirt", file));
}
