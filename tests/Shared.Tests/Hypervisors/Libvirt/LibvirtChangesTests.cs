using System.Xml.Linq;
using GlusterDr.Hypervisors;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

/// <summary>Changes by somebody else to a VM are derived from its chain, and never guessed.</summary>
public sealed class LibvirtChangesTests
{
    private const string A = "/gv/a.qcow2";
    private static readonly string Top = Bench.Overlay(A);
    private static readonly XElement OnOverlay = VmText.Disk("vda", Top, A);

    public static TheoryData<string, string?, bool> Chains()
    {
        TheoryData<string, string?, bool> all = [];
        Add(OnOverlay, null, false);
        Add(VmText.Disk("vda", A), "merged its overlay", true);
        Add(VmText.Disk("vda", "/gv/old.qcow2"), "has no disk any more", true);
        Add(VmText.Disk("vda", "/gv/new.qcow2", A), "its overlay is out of the chain", true);
        Add(VmText.Disk("vda", "/gv/theirs.qcow2", Top, A), null, false);
        Add(VmText.Disk("vda", Top, "/gv/template.qcow2"), "below its overlay instead of a.qcow2", true);
        Add(VmText.With(OnOverlay, "active-commit", A, ready: false), "a block job that this run did not start", true);
        Add(VmText.With(OnOverlay, "copy", "/other/a.qcow2", ready: true), null, false);
        return all;

        void Add(XElement disk, string? what, bool breaks) => all.Add($"{disk}", what, breaks);
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public async Task A_chain_shows_what_was_done(string disk, string? what, bool breaks)
    {
        VmChange? change = await FindAsync(new VmText(VmText.One, "web") { Disks = [XElement.Parse(disk)] });

        (change?.Breaks ?? false).ShouldBe(breaks);
        (change?.What ?? "").ShouldContain(what ?? "");
        (change is null).ShouldBe(what is null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task For_a_vm_that_was_shut_off_the_definition_decides(bool isReverted)
    {
        VmChange? change = await FindAsync(new VmText(VmText.One, "web") { Active = false, Disks = [isReverted ? VmText.Disk("vda", A) : OnOverlay] });

        (change?.Breaks ?? false).ShouldBe(isReverted);
        (change?.OverlaysOut ?? []).ShouldBe(isReverted ? [Bench.Overlay("a.qcow2")] : []);
    }

    [Fact]
    public async Task A_disk_that_was_attached_is_named_and_breaks_nothing()
    {
        VmChange change = (await FindAsync(new VmText(VmText.One, "web") { Disks = [OnOverlay, VmText.Disk("vdb", "/gv/b.qcow2")] })).ShouldNotBeNull();

        (change.Breaks, change.What).ShouldBe((false, "got disk vdb (b.qcow2) during the run, which is in no snapshot"));
        change.DisksAdded.ShouldBe(["vdb (b.qcow2)"]);
    }

    [Fact]
    public async Task A_vm_on_another_host_was_migrated()
    {
        Bench bench = new Bench("h1", "h2").WithoutLinks();
        Script(bench, "h1", new VmText(VmText.One, "web") { Active = false, Disks = [VmText.Disk("vda", A)] });
        Script(bench, "h2", new VmText(VmText.One, "web") { Disks = [OnOverlay] });

        VmChange change = (await FindAsync(bench)).ShouldHaveSingleItem();

        (change.Breaks, change.What).ShouldBe((false, "was migrated from h1 to h2 during the run"));
    }

    [Fact]
    public async Task Nothing_is_reported_about_a_host_that_does_not_answer()
    {
        Bench bench = new("h1", "h2");
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", error: Fixture.Error("err-no-daemon"), exit: 1)
            .On("h2", $"{Bench.Virsh}list --uuid --all");

        (await FindAsync(bench)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, A, null)]
    [InlineData(true, A, "has been started on h1")]
    [InlineData(false, "/gv/new.qcow2", "got other disks during the run: new.qcow2")]
    public async Task A_vm_that_was_shut_off_must_stay_so(bool active, string path, string? what)
    {
        Bench bench = new Bench().WithoutLinks();
        Script(bench, "h1", new VmText(VmText.One, "web") { Active = active, Disks = [VmText.Disk("vda", path)] });
        VirtualMachine planned = Bench.Listed() with { Power = VmPower.ShutOff, Disks = [new VmDisk("vda", "a.qcow2", A, "qcow2", 0, ["a.qcow2"])] };

        IReadOnlyList<VmChange> found = await bench.Sut.FindChangesAsync(bench.Domain, [], [planned], default);

        if (what is null)
        {
            found.ShouldBeEmpty();
        }
        else
        {
            found.ShouldHaveSingleItem().What.ShouldContain(what);
            found[0].Breaks.ShouldBeTrue();
        }
    }

    private static async Task<VmChange?> FindAsync(VmText vm)
    {
        Bench bench = new Bench().WithoutLinks();
        Script(bench, "h1", vm);
        return (await FindAsync(bench)).SingleOrDefault();
    }

    private static Task<IReadOnlyList<VmChange>> FindAsync(Bench bench) =>
        bench.Sut.FindChangesAsync(bench.Domain, [Bench.Snapshot("a.qcow2")], [], default);

    private static void Script(Bench bench, string host, VmText vm) => bench.Runner
        .On(host, $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n{VmText.Two}\n")
        .On(host, $"{Bench.Virsh}'dumpxml {VmText.One}'", $"{vm}");
}
