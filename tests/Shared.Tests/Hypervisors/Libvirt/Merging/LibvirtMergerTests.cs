using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Merging;

public class LibvirtMergerTests
{
    private const string A = "/gv/a.qcow2";
    private const string B = "/gv/b.qcow2";
    private static readonly XElement OnOverlay = VmText.Disk("vda", Bench.Overlay(A), A);
    private static readonly XElement OnBase = VmText.Disk("vda", A);
    private static readonly XElement Copying = VmText.With(OnOverlay, "active-commit", A, ready: false);
    private static readonly XElement Ready = VmText.With(OnOverlay, "active-commit", A, ready: true);
    private static readonly VmSnapshot Snapshot = Bench.Snapshot("a.qcow2");

    [Fact]
    public async Task Merge_from_start_to_verification()
    {
        Bench bench = Proving(new Bench().Looks(Look(OnOverlay), Look(Copying), Look(Ready), Look(OnBase)));
        bench.Runner.On("h1", Start("vda", A)).On("h1", Pivot("vda"));

        MergeProgress progress = await MergeAsync(bench);

        progress.ShouldBe(new MergeProgress(true, 100));
        bench.Lines.ShouldBe(Lines(
            Bench.LookLine(), Start("vda", A), Bench.LookLine(), Bench.LookLine(), Pivot("vda"), Bench.LookLine(),
            Bench.ChainLine(A), Bench.Uses, Remove(A)));
    }

    [Fact]
    public async Task Merge_names_its_base_so_that_deeper_images_stay()
    {
        const string template = "/gv/template.qcow2";
        Bench bench = Proving(
            new Bench().Looks(Look(VmText.Disk("vda", Bench.Overlay(A), A, template)), Look(VmText.Disk("vda", A, template))), A, template);
        bench.Runner.On("h1", Start("vda", A));

        (await MergeAsync(bench)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_that_is_already_done_only_verifies_and_cleans()
    {
        Bench bench = Proving(new Bench().Looks(Look(OnBase)));

        (await MergeAsync(bench)).Done.ShouldBeTrue();
        bench.Lines.ShouldBe(Lines(Bench.LookLine(), Bench.ChainLine(A), Bench.Uses, Remove(A)));
    }

    [Fact]
    public async Task Merge_leaves_an_overlay_that_somebody_else_took_out_of_the_chain()
    {
        Bench bench = Proving(new Bench().Looks(Look(OnBase)));

        MergeProgress progress = await bench.Sut.MergeAsync(bench.Domain, Snapshot with { IsUnmerged = true }, TimeSpan.FromMinutes(1), default);

        progress.Done.ShouldBeTrue();
        progress.OverlaysLeft.ShouldBe([Bench.Overlay("a.qcow2")]);
        progress.Note.ShouldNotBeNull().ShouldContain(Bench.Overlay("a.qcow2"));
        bench.Lines.ShouldBe(Lines(Bench.LookLine(), Bench.ChainLine(A)));
    }

    [Fact]
    public async Task Merge_leaves_an_overlay_that_was_seen_out_of_the_chain_before()
    {
        Bench bench = Proving(new Bench().Looks(Look(OnBase)));

        (await bench.Sut.MergeAsync(bench.Domain, Snapshot with { OverlaysOut = [Bench.Overlay("a.qcow2")] }, TimeSpan.FromMinutes(1), default)).OverlaysLeft.Count.ShouldBe(1);

        bench.Lines.ShouldBe(Lines(Bench.LookLine(), Bench.ChainLine(A)));
    }

    [Fact]
    public async Task Merge_adopts_a_job_that_runs()
    {
        Bench bench = Proving(new Bench().Looks(Look(Copying), Look(Ready), Look(OnBase)));
        bench.Runner.On("h1", Pivot("vda"));

        (await MergeAsync(bench)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_adopts_a_job_that_the_xml_did_not_show()
    {
        Bench bench = Proving(new Bench().Looks(Look(OnOverlay), Look(Ready), Look(OnBase)));
        bench.Runner.On("h1", Start("vda", A), error: Fixture.Error("err-already-active"), exit: 1).On("h1", Pivot("vda"));

        (await MergeAsync(bench)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_waits_when_the_guest_outran_the_pivot()
    {
        Bench bench = Proving(new Bench().Looks(Look(Ready), Look(Copying), Look(Ready), Look(OnBase)));
        bench.Runner.On("h1", Pivot("vda"), error: Fixture.Error("err-not-ready"), exit: 1).On("h1", Pivot("vda"));

        (await MergeAsync(bench)).Done.ShouldBeTrue();
        bench.Runner.Count(Pivot("vda")).ShouldBe(2);
    }

    [Fact]
    public async Task Merge_reads_the_state_again_if_the_job_ended_during_the_pivot()
    {
        Bench bench = Proving(new Bench().Looks(Look(Ready), Look(OnBase)));
        bench.Runner.On("h1", Pivot("vda"), error: Fixture.Error("err-no-job"), exit: 1);

        (await MergeAsync(bench)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_takes_all_disks_at_once_and_each_in_its_own_state()
    {
        XElement second = VmText.Disk("vdb", Bench.Overlay(B), B);
        Bench bench = new Bench().NoUses().Looks(
            Look(Ready, second),
            Look(OnBase, VmText.With(second, "active-commit", B, ready: true)),
            Look(OnBase, VmText.Disk("vdb", B)));
        bench.Runner
            .On("h1", Pivot("vda")).On("h1", Start("vdb", B)).On("h1", Pivot("vdb"))
            .On("h1", Bench.ChainLine(A), Bench.Chain(A)).On("h1", Bench.ChainLine(B), Bench.Chain(B)).On("h1", Remove(A, B));

        MergeProgress progress = await bench.Sut.MergeAsync(bench.Domain, Bench.Snapshot("a.qcow2", "b.qcow2"), TimeSpan.FromMinutes(1), default);

        progress.Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_polls_quickly_at_first_and_patiently_later()
    {
        Bench bench = Proving(new Bench().Looks([.. Enumerable.Repeat(Look(Copying), 20), Look(OnBase)]));

        await MergeAsync(bench);

        bench.Time.Waits[0].ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
        bench.Time.Waits[^1].ShouldBe(TimeSpan.FromSeconds(2));
        bench.Time.Waits.ShouldBeInOrder();
    }

    [Fact]
    public async Task Merge_ends_with_its_time_slice_and_reports_its_progress()
    {
        Bench bench = new Bench().Looks(Look(Copying));
        bench.Runner.On("h1", $"{Bench.Virsh}blockjob {VmText.One} vda --raw", Fixture.Output("blockjob-raw"));

        MergeProgress progress = await MergeAsync(bench, TimeSpan.FromSeconds(10));

        progress.Done.ShouldBeFalse();
        progress.Percent.ShouldBe(20, 0.1);
        (bench.Time.GetUtcNow() - new DateTimeOffset(2026, 1, 5, 3, 0, 0, TimeSpan.Zero)).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Merge_of_an_unmounted_volume_waits_for_it()
    {
        Bench bench = new Bench().Looks(Look(OnOverlay));
        bench.Runner.Replace("h1", Bench.FindMounts, """{"filesystems":[]}""");

        Error error = await FailAsync(bench);

        (error.Code, error.Class).ShouldBe((ErrorCodes.VolumeNotMounted, ErrorClass.Transient));
    }

    [Fact]
    public async Task Merge_leaves_a_job_of_others_alone()
    {
        Error error = await FailAsync(new Bench().Looks(Look(VmText.With(OnOverlay, "copy", "/other/a", ready: true))));

        (error.Code, error.Class).ShouldBe((ErrorCodes.VmBusy, ErrorClass.Transient));
    }

    [Theory]
    [InlineData("/gv/theirs.qcow2")]
    [InlineData("/gv/a.qcow2.snap1")]
    public async Task Merge_gives_a_chain_that_others_changed_to_a_person(string above)
    {
        Error error = await FailAsync(new Bench().Looks(Look(VmText.Disk("vda", above, Bench.Overlay(A), A))));

        (error.Code, error.Class).ShouldBe((ErrorCodes.ChainUnexpected, ErrorClass.NeedsPerson));
        error.Message.ShouldContain(above);
        error.Message.ShouldContain(Bench.Overlay("a.qcow2"));
    }

    [Fact]
    public async Task Merge_whose_job_keeps_dying_reports_that()
    {
        Bench bench = new Bench().Looks(Look(OnOverlay));
        bench.Runner.On("h1", Start("vda", A));

        Error error = await FailAsync(bench);

        (error.Code, error.Class).ShouldBe((ErrorCodes.MergeFailed, ErrorClass.Transient));
        bench.Runner.Count(Start("vda", A)).ShouldBe(3);
    }

    [Fact]
    public async Task Merge_that_a_lock_keeps_out_may_be_tried_again()
    {
        Bench bench = new Bench().Looks(Look(OnOverlay));
        bench.Runner.On("h1", Start("vda", A), error: "error: Timed out during operation: cannot acquire state change lock (held by monitor=remoteDispatchX)\n", exit: 1);

        (await FailAsync(bench)).Code.ShouldBe(ErrorCodes.VmBusy);
    }

    [Fact]
    public async Task Merge_removes_nothing_while_the_image_mentions_the_overlay()
    {
        Bench bench = new Bench().Looks(Look(OnBase));
        bench.Runner.On("h1", Bench.ChainLine(A), Bench.Chain(A, Bench.Overlay(A)));

        (await FailAsync(bench)).Code.ShouldBe(ErrorCodes.ChainUnexpected);
    }

    [Fact]
    public async Task Merge_removes_nothing_that_another_vm_uses()
    {
        Bench bench = new Bench().Looks(Look(OnBase));
        bench.Runner.On("h1", Bench.ChainLine(A), Bench.Chain(A)).On("h1", Bench.Uses, $"Domain: 'clone'\n  block.1.path={Bench.Overlay(A)}\n");

        Error error = await FailAsync(bench);

        error.Class.ShouldBe(ErrorClass.NeedsPerson);
        error.Message.ShouldContain("VM clone uses");
    }

    [Fact]
    public async Task Merge_points_a_definition_back_that_stayed_behind()
    {
        VmText behind = Vm(OnOverlay);
        Bench bench = Proving(new Bench().Looks(Vm(OnBase).Look(behind), Look(OnBase)));
        string device = "";
        bench.Runner
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One} --inactive'", $"{behind with { Active = false }}")
            .On("h1", Update(), command =>
            {
                device = command.StandardInput;
                return new(0, "", "");
            });

        (await MergeAsync(bench)).Done.ShouldBeTrue();

        XElement disk = XElement.Parse(device);
        disk.Element("source")!.Attribute("file")!.Value.ShouldBe(A);
        disk.Element("backingStore").ShouldBeNull();
        disk.Element("target")!.Attribute("dev")!.Value.ShouldBe("vda");
    }

    [Fact]
    public async Task Merge_removes_nothing_while_the_definition_names_the_overlay()
    {
        VmText behind = Vm(OnOverlay);
        Bench bench = new Bench().Looks(Vm(OnBase).Look(behind));
        bench.Runner.On("h1", $"{Bench.Virsh}'dumpxml {VmText.One} --inactive'", $"{behind with { Active = false }}").On("h1", Update());

        (await FailAsync(bench)).Message.ShouldContain("definition still names the overlay");
    }

    [Fact]
    public async Task Merge_follows_a_vm_that_has_moved_and_mends_what_it_left_behind()
    {
        VmText left = Vm(OnOverlay) with { Active = false };
        Bench bench = new Bench("h1", "h2").LooksOn("h1", left.Look(), (Vm(OnBase) with { Active = false }).Look()).LooksOn("h2", Look(OnBase)).NoUses("h2");
        bench.Runner
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One} --inactive'", $"{left}").On("h1", Update())
            .On("h2", Bench.ChainLine(A), Bench.Chain(A)).On("h2", Remove(A));

        (await MergeAsync(bench)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_of_a_vm_that_no_host_knows_names_the_overlay()
    {
        Error error = await FailAsync(new Bench("h1", "h2").Unknown("h1").Unknown("h2"));

        (error.Code, error.Class).ShouldBe((ErrorCodes.VmGone, ErrorClass.NeedsPerson));
        error.Message.ShouldContain(Bench.Overlay("a.qcow2"));
    }

    /// <summary>After a completed merge the overlay is older than the image below: a VM that is started from it again is torn.</summary>
    [Theory]
    [InlineData(true, "were not merged")]
    [InlineData(false, "not known whether it was completed")]
    public async Task Merge_of_a_vm_that_no_host_knows_says_whether_a_merge_had_begun(bool isUnmerged, string what)
    {
        Bench bench = new Bench("h1", "h2").Unknown("h1").Unknown("h2");
        VmSnapshot snapshot = Bench.Snapshot("a.qcow2") with { IsUnmerged = isUnmerged };

        Error error = (await Should.ThrowAsync<DrException>(() => bench.Sut.MergeAsync(bench.Domain, snapshot, TimeSpan.FromMinutes(1), default))).Error;

        error.Message.ShouldContain(what);
        error.Advice.ShouldNotBeNull().Contains("Copy both files first", StringComparison.Ordinal).ShouldBe(!isUnmerged);
    }

    [Fact]
    public async Task Merge_does_not_call_a_vm_gone_while_a_host_is_mute()
    {
        Bench bench = new Bench("h1", "h2").Unknown("h1");
        bench.Runner.On("h2", Bench.LookLine(), error: Fixture.Error("err-no-daemon"), exit: 1);

        (await FailAsync(bench)).Code.ShouldBe(ErrorCodes.HypervisorUnavailable);
    }

    [Fact]
    public async Task Merge_of_a_vm_that_stops_meanwhile_is_to_be_called_again()
    {
        Bench bench = new Bench().Looks(Look(Copying), (Vm(OnOverlay) with { Active = false }).Look());

        MergeProgress progress = await MergeAsync(bench);

        progress.Done.ShouldBeFalse();
        progress.Note.ShouldNotBeNull();
    }

    internal static string Remove(params string[] bases)
    {
        string[] files = [.. bases.Select(Bench.Overlay)];
        return $"rm -f -- {string.Join(' ', files)} {string.Join(' ', files.Select(f => $"{f}.committed"))}";
    }

    internal static string Update() => $"sh -c 'cat | \"$@\"' sh {Bench.Virsh}update-device {VmText.One} /dev/stdin --config";

    private static string Start(string target, string path) =>
        $"{Bench.Virsh}blockcommit {VmText.One} {target} --active --base {path} --top {Bench.Overlay(path)}";

    private static string Pivot(string target) => $"{Bench.Virsh}blockjob {VmText.One} {target} --pivot";

    private static VmText Vm(params XElement[] disks) => new(VmText.One, "web") { Disks = disks };

    private static string Look(params XElement[] disks) => Vm(disks).Look(Vm([.. disks.Select(WithoutJob)]));

    private static XElement WithoutJob(XElement disk)
    {
        XElement copy = new(disk);
        copy.Element("mirror")?.Remove();
        return copy;
    }

    private static string[] Lines(params string[] lines) => [.. lines.Select(l => $"h1: {l}")];

    private static Bench Proving(Bench bench, params string[] chain)
    {
        bench.NoUses().Runner.On("h1", Bench.ChainLine(A), Bench.Chain(chain.Length == 0 ? [A] : chain)).On("h1", Remove(A));
        return bench;
    }

    private static Task<MergeProgress> MergeAsync(Bench bench, TimeSpan? slice = null) =>
        bench.Sut.MergeAsync(bench.Domain, Snapshot, slice ?? TimeSpan.FromMinutes(5), default);

    private static async Task<Error> FailAsync(Bench bench) => (await Should.ThrowAsync<DrException>(MergeAsync(bench))).Error;
}
