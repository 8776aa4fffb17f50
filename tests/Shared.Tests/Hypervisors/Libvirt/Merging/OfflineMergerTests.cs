using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Merging;

public class OfflineMergerTests
{
    private const string A = "/gv/a.qcow2";
    private static readonly string Top = Bench.Overlay(A);
    private static readonly VmText OnOverlay = new(VmText.One, "web") { Active = false, Disks = [VmText.Disk("vda", Top, A)] };
    private static readonly VmText OnBase = OnOverlay with { Disks = [VmText.Disk("vda", A)] };
    private static readonly string Remove = LibvirtMergerTests.Remove(A);

    [Fact]
    public async Task Merge_commits_then_defines_then_verifies_then_removes()
    {
        Bench bench = Committing(new Bench().Looks(OnOverlay.Look(), OnBase.Look()));
        string device = "";
        bench.NoUses().Runner
            .On("h1", LibvirtMergerTests.Update(), command =>
            {
                device = command.StandardInput;
                return new RemoteResult(0, "", "");
            })
            .On("h1", Bench.ChainLine(A), Bench.Chain(A)).On("h1", Remove);

        MergeProgress progress = await MergeAsync(bench);

        progress.ShouldBe(new MergeProgress(true, 100));
        device.ShouldContain($"file=\"{A}\"");
        device.ShouldNotContain("backingStore");
        string[] order = [Bench.ChainLine(Top), Commit, LibvirtMergerTests.Update(), Bench.ChainLine(A), Bench.Uses, Remove];
        bench.Lines.Where(l => order.Contains(l["h1: ".Length..])).ShouldBe(order.Select(l => $"h1: {l}"));
    }

    [Fact]
    public async Task Merge_whose_definition_is_back_already_commits_nothing()
    {
        Bench bench = new Bench().Looks(OnBase.Look()).NoUses();
        bench.Runner.On("h1", Bench.ChainLine(A), Bench.Chain(A)).On("h1", Remove);

        (await MergeAsync(bench)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_leaves_an_overlay_that_a_definition_was_taken_off_by_hand()
    {
        Bench bench = new Bench().Looks(OnBase.Look()).NoUses();
        bench.Runner.On("h1", Bench.ChainLine(A), Bench.Chain(A));

        MergeProgress progress = await bench.Sut.MergeAsync(bench.Domain, Bench.Snapshot("a.qcow2") with { IsUnmerged = true }, TimeSpan.FromMinutes(1), default);

        (progress.Done, progress.OverlaysLeft.Single()).ShouldBe((true, Bench.Overlay("a.qcow2")));
    }

    [Fact]
    public async Task Merge_reads_all_hosts_before_it_takes_a_vm_for_shut_off()
    {
        Bench bench = new Bench("h1", "h2").Looks(OnOverlay.Look());
        bench.Runner.On("h2", Bench.LookLine(), error: Fixture.Error("err-no-daemon"), exit: 1);

        (await FailAsync(bench)).Code.ShouldBe(ErrorCodes.HypervisorUnavailable);
    }

    [Fact]
    public async Task Merge_waits_while_images_are_locked()
    {
        Bench bench = new Bench().Looks(OnOverlay.Look(), OnBase.Look()).NoUses();
        bench.Runner
            .On("h1", Bench.ChainLine(Top), Bench.Chain(Top, A))
            .On("h1", Commit, error: Fixture.Error("err-commit-locked"), exit: 1).On("h1", Commit)
            .On("h1", Dump, $"{OnOverlay}").On("h1", LibvirtMergerTests.Update())
            .On("h1", Bench.ChainLine(A), Bench.Chain(A)).On("h1", Remove);

        (await MergeAsync(bench)).Done.ShouldBeTrue();
        bench.Runner.Count(Commit).ShouldBe(2);
    }

    [Fact]
    public async Task Merge_returns_when_its_time_slice_has_ended()
    {
        Bench bench = new Bench().Looks(OnOverlay.Look());
        bench.Runner.On("h1", Bench.ChainLine(Top), Bench.Chain(Top, A)).On("h1", Commit, error: Fixture.Error("err-commit-locked"), exit: 1);

        MergeProgress progress = await bench.Sut.MergeAsync(bench.Domain, Bench.Snapshot("a.qcow2"), TimeSpan.FromSeconds(3), default);

        progress.Done.ShouldBeFalse();
        progress.Note.ShouldNotBeNull().ShouldContain("qemu-img commits");
    }

    [Fact]
    public async Task Merge_whose_commit_fails_changes_no_definition()
    {
        Bench bench = new Bench().Looks(OnOverlay.Look());
        bench.Runner.On("h1", Bench.ChainLine(Top), Bench.Chain(Top, A))
            .On("h1", Commit, error: "qemu-img: error while writing: Input/output error\n", exit: 1);

        Error error = await FailAsync(bench);

        (error.Code, error.Class).ShouldBe((ErrorCodes.MergeFailed, ErrorClass.Transient));
        error.Tried.ShouldBe($"qemu-img commit -d {Top}");
    }

    [Fact]
    public async Task Merge_refuses_an_overlay_over_something_else()
    {
        Bench bench = new Bench().Looks(OnOverlay.Look());
        bench.Runner.On("h1", Bench.ChainLine(Top), Bench.Chain(Top, "/gv/other.qcow2"));

        (await FailAsync(bench)).Message.ShouldContain("/gv/other.qcow2");
    }

    [Fact]
    public async Task Merge_refuses_a_definition_that_names_neither()
    {
        Bench bench = new Bench().Looks((OnOverlay with { Disks = [VmText.Disk("vda", "/gv/other.qcow2")] }).Look());

        (await FailAsync(bench)).Class.ShouldBe(ErrorClass.NeedsPerson);
    }

    [Fact]
    public async Task Merge_of_a_vm_that_was_started_meanwhile_gives_its_definition_the_overlay_back()
    {
        VmText started = OnOverlay with { Active = true };
        Bench bench = Committing(new Bench().Looks(OnOverlay.Look(), started.Look(OnBase)), OnOverlay, OnBase);
        List<string> devices = [];
        bench.Runner.On("h1", LibvirtMergerTests.Update(), command =>
        {
            devices.Add(command.StandardInput);
            return new RemoteResult(0, "", "");
        });

        MergeProgress progress = await MergeAsync(bench);

        progress.Done.ShouldBeFalse();
        devices.Count.ShouldBe(2);
        devices[0].ShouldContain($"\"{A}\"");
        devices[1].ShouldContain($"\"{Top}\"");
    }

    [Fact]
    public async Task Merge_mends_what_other_hosts_have_of_the_vm()
    {
        Bench bench = Committing(new Bench("h1", "h2").Looks(OnOverlay.Look(), OnBase.Look()).LooksOn("h2", OnOverlay.Look(), OnOverlay.Look(), OnBase.Look()));
        bench.NoUses().NoUses("h2").Runner
            .On("h1", LibvirtMergerTests.Update()).On("h2", LibvirtMergerTests.Update()).On("h2", Dump, $"{OnOverlay}")
            .On("h1", Bench.ChainLine(A), Bench.Chain(A)).On("h1", Remove);

        (await MergeAsync(bench)).Done.ShouldBeTrue();
        bench.Lines.ShouldContain($"h2: {LibvirtMergerTests.Update()}");
    }

    private static string Dump => $"{Bench.Virsh}'dumpxml {VmText.One} --inactive'";

    private static string Commit => new RemoteCommand(["sh", "-c", CommitScript, "commit", Top, $"{Top}.committed"], TimeSpan.Zero).ToString();

    private const string CommitScript = """
        set -eu
        now=$(stat -c '%s %y' -- "$1")
        [ "$(cat -- "$2" 2>/dev/null)" != "$now" ] || exit 0
        qemu-img commit -q -f qcow2 -d -- "$1"
        printf '%s\n' "$now" > "$2"
        """;

    private static Bench Committing(Bench bench, params VmText[] dumps)
    {
        bench.Runner.On("h1", Bench.ChainLine(Top), Bench.Chain(Top, A)).On("h1", Commit);
        foreach (VmText dump in dumps.DefaultIfEmpty(OnOverlay))
        {
            bench.Runner.On("h1", Dump, $"{dump}");
        }

        return bench;
    }

    private static Task<MergeProgress> MergeAsync(Bench bench) =>
        bench.Sut.MergeAsync(bench.Domain, Bench.Snapshot("a.qcow2"), TimeSpan.FromMinutes(1), default);

    private static async Task<Error> FailAsync(Bench bench) => (await Should.ThrowAsync<DrException>(MergeAsync(bench))).Error;
}
