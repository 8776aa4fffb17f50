using System.Xml.Linq;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Merging;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Merging;

public class MergePlanTests
{
    private const string Base = "/gv/a.qcow2";
    private static readonly string Top = Bench.Overlay(Base);

    [Fact]
    public void An_overlay_without_a_job_is_to_be_started() => Plan(VmText.Disk("vda", Top, Base)).Action.ShouldBe(MergeAction.Start);

    [Fact]
    public void An_overlay_over_a_longer_chain_is_to_be_started() =>
        Plan(VmText.Disk("vda", Top, Base, "/gv/template.qcow2")).Action.ShouldBe(MergeAction.Start);

    [Theory]
    [InlineData(false, MergeAction.Wait)]
    [InlineData(true, MergeAction.Pivot)]
    public void A_job_of_ours_is_waited_for_or_ended(bool ready, MergeAction expected) =>
        Plan(VmText.With(VmText.Disk("vda", Top, Base), "active-commit", Base, ready)).Action.ShouldBe(expected);

    [Theory]
    [InlineData("copy", "/elsewhere/a.qcow2")]
    [InlineData("copy", Base)]
    [InlineData("active-commit", "/gv/template.qcow2")]
    public void A_job_of_others_is_left_alone(string job, string path)
    {
        MergeStep step = Plan(VmText.With(VmText.Disk("vda", Top, Base, "/gv/template.qcow2"), job, path, ready: true));

        step.Action.ShouldBe(MergeAction.Busy);
        step.Reason.ShouldNotBeNull().ShouldContain(path);
    }

    [Fact]
    public void A_disk_on_its_base_is_done() => Plan(VmText.Disk("vda", Base)).Action.ShouldBe(MergeAction.None);

    [Fact]
    public void A_disk_with_somebodys_snapshot_on_its_base_is_done() => Plan(VmText.Disk("vda", "/gv/a.mine", Base)).Action.ShouldBe(MergeAction.None);

    [Fact]
    public void A_disk_is_found_under_another_target() => Plan(VmText.Disk("sdc", Top, Base)).Disk.ShouldNotBeNull().Target.ShouldBe("sdc");

    [Theory]
    [InlineData("/gv/a.theirs", "put on top of the overlay")]
    [InlineData(null, "below the overlay is /gv/b.qcow2")]
    public void A_chain_that_others_changed_is_for_a_person(string? above, string expected)
    {
        string[] chain = above is null ? [Top, "/gv/b.qcow2"] : [above, Top, Base];

        MergeStep step = Plan(VmText.Disk("vda", chain));

        step.Action.ShouldBe(MergeAction.Stuck);
        step.Reason.ShouldNotBeNull().ShouldContain(expected);
    }

    [Fact]
    public void A_disk_that_is_gone_is_for_a_person()
    {
        Plan(VmText.Disk("vda", "/other/a.qcow2")).Action.ShouldBe(MergeAction.Stuck);
        Plan(VmText.Disk("vda", "/gv/moved.qcow2")).Action.ShouldBe(MergeAction.Stuck);
    }

    private static MergeStep Plan(XElement disk)
    {
        Domain domain = DomainXml.Read($"{new VmText(VmText.One, "web") { Disks = [disk] }}", "h1")[0];
        StorageDomain storage = new(new Site { Name = "home", GlusterHosts = ["g1"] }, "gv1");
        VolumePaths paths = new(VolumeMounts.Read(Bench.Mounts("/gv", "g1:/gv1"), storage, "h1"), new Dictionary<string, string>());
        return MergePlan.Of(Bench.Snapshot("a.qcow2"), domain, paths).ShouldHaveSingleItem();
    }
}
