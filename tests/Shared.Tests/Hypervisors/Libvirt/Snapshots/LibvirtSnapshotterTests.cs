using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Policies;
using GlusterDr.Remote;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Snapshots;

public class LibvirtSnapshotterTests
{
    private const string Ping = $$"""{{Bench.Virsh}}qemu-agent-command {{VmText.One}} '{"execute":"guest-ping"}' --timeout 5""";
    private const string Limit = $"{Bench.Virsh}guest-agent-timeout {VmText.One} --timeout 20";
    private const string Unlimit = $"{Bench.Virsh}guest-agent-timeout {VmText.One} --timeout -2";
    private const string Thaw = $"{Bench.Virsh}domfsthaw {VmText.One}";
    private static readonly VmText Before = new(VmText.One, "web") { Disks = [VmText.Disk("vda", "/gv/a.qcow2"), VmText.Disk("vdb", "/gv/b.raw")] };
    private static readonly VmText WithAgent = Before with { Agent = true };
    private static readonly VmText After = Before with
    {
        Disks = [VmText.Disk("vda", Bench.Overlay("/gv/a.qcow2"), "/gv/a.qcow2"), VmText.Disk("vdb", Bench.Overlay("/gv/b.raw"), "/gv/b.raw")],
    };

    [Fact]
    public async Task Snapshot_takes_all_disks_at_once_and_verifies_it()
    {
        Bench bench = new Bench().Looks(Before.Look(), After.Look());
        bench.Runner.On("h1", Create());

        VmSnapshot snapshot = await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(), default);

        bench.Lines.ShouldBe([$"h1: {Bench.LookLine()}", $"h1: {Create()}", $"h1: {Bench.LookLine()}"]);
        Bench.Describe(snapshot.Disks).ShouldBe(Bench.Describe(Bench.Snapshot("a.qcow2", "b.raw").Disks));
        snapshot.TakenAt.ShouldBe(bench.Time.GetUtcNow());
        (snapshot.Quiesced, snapshot.Note, snapshot.Host, snapshot.Kind).ShouldBe((false, null, "h1", SnapshotKind.External));
    }

    [Fact]
    public async Task Snapshot_names_hostile_paths_exactly_and_leaves_other_disks_out()
    {
        Bench bench = new();
        bench.Runner.Replace("h1", Bench.FindMounts, Bench.Mounts("/mnt/lab/gv1", "g1:/gv1"));
        bench.Runner
            .On("h1", Bench.LookLine(Fixture.Web), Fixture.Output("look-running"))
            .On("h1", Bench.LookLine(Fixture.Web), Fixture.Output("look-on-overlays"));
        string hostile = PosixShell.Quote($"vdb,snapshot=external,file={Fixture.Folder}/web1 data,,b;$(x)'q\".qcow2.{Fixture.Run}");
        bench.Runner.On("h1", $"{Bench.Virsh}snapshot-create-as {Fixture.Web} {Fixture.Run} --disk-only --atomic --no-metadata"
            + $" --diskspec vda,snapshot=external,file={Fixture.Folder}/web1.qcow2.{Fixture.Run} --diskspec {hostile} --diskspec sda,snapshot=no");

        VmSnapshot snapshot = await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(uuid: Fixture.Web), Bench.Request(), default);

        snapshot.Disks.Select(d => d.OverlayPath).ShouldBe([$"vms/{Fixture.Disk}.{Fixture.Run}", $"vms/{Fixture.HostileDisk}.{Fixture.Run}"]);
    }

    [Fact]
    public async Task Snapshot_that_was_taken_already_is_returned_with_the_earliest_time()
    {
        Bench bench = new Bench().Looks(After.Look());

        VmSnapshot snapshot = await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(), default);

        bench.Lines.Count.ShouldBe(1);
        snapshot.Disks.Count.ShouldBe(2);
        snapshot.TakenAt.ShouldBe(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Snapshot_of_only_some_disks_is_not_consistent()
    {
        VmText half = Before with { Disks = [After.Disks[0], Before.Disks[1]] };
        Bench bench = new Bench().Looks(half.Look());

        Error error = await FailAsync(bench, Bench.Request());

        error.Code.ShouldBe(ErrorCodes.SnapshotFailed);
        error.Message.ShouldContain("only vda of 2 disks");
    }

    [Fact]
    public async Task Snapshot_refuses_the_overlay_of_another_run()
    {
        VmText other = Before with { Disks = [VmText.Disk("vda", "/gv/a.qcow2.sync-old-20250101T000000Z", "/gv/a.qcow2")] };

        Error error = await FailAsync(new Bench().Looks(other.Look()), Bench.Request());

        error.Code.ShouldBe(ErrorCodes.VmNotSnapshotable);
        error.Message.ShouldContain("sync-old-20250101T000000Z");
    }

    [Fact]
    public async Task Snapshot_of_a_disk_with_a_job_may_be_tried_again()
    {
        VmText busy = Before with { Disks = [VmText.With(Before.Disks[0], "copy", "/gv/x", ready: false)] };

        (await FailAsync(new Bench().Looks(busy.Look()), Bench.Request())).Class.ShouldBe(ErrorClass.Transient);
    }

    [Fact]
    public async Task Snapshot_of_a_vm_that_has_stopped_reports_that()
    {
        Bench bench = new Bench("h1", "h2").Looks((Before with { Active = false }).Look()).Unknown("h2");

        (await FailAsync(bench, Bench.Request())).Code.ShouldBe(ErrorCodes.VmNotRunning);
    }

    [Fact]
    public async Task Snapshot_follows_a_vm_that_has_moved()
    {
        Bench bench = new Bench("h1", "h2").Unknown("h1").LooksOn("h2", Before.Look(), After.Look());
        bench.Runner.On("h2", Create());

        (await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(), default)).Host.ShouldBe("h2");
    }

    [Fact]
    public async Task Snapshot_follows_a_vm_whose_host_is_dead()
    {
        Bench bench = new Bench("h1", "h2").LooksOn("h2", Before.Look(), After.Look());
        bench.Runner.Throws("h1", Bench.LookLine(), new Error(ErrorCodes.HostUnreachable, ErrorClass.Transient, "dead")).On("h2", Create());

        (await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(), default)).Host.ShouldBe("h2");
    }

    [Theory]
    [InlineData(QuiesceMode.Try)]
    [InlineData(QuiesceMode.Require)]
    public async Task Snapshot_quiesces_a_guest_whose_agent_answers(QuiesceMode mode)
    {
        Bench bench = new Bench().Looks(WithAgent.Look(), After.Look());
        Agent(bench).On("h1", Ping, Fixture.Output("guest-ping")).On("h1", Create(quiesce: true));

        VmSnapshot snapshot = await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(mode), default);

        (snapshot.Quiesced, snapshot.Note).ShouldBe((true, null));
        bench.Runner.Count(Thaw).ShouldBe(0);
        bench.Lines.Skip(3).ShouldBe([$"h1: {Create(quiesce: true)}", $"h1: {Unlimit}", $"h1: {Bench.LookLine()}"]);
    }

    [Fact]
    public async Task Snapshot_without_an_agent_is_taken_without_quiescing_and_reports_that()
    {
        Bench bench = new Bench().Looks(Before.Look(), After.Look());
        bench.Runner.On("h1", Create());

        VmSnapshot snapshot = await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(QuiesceMode.Try), default);

        snapshot.Quiesced.ShouldBeFalse();
        snapshot.Note.ShouldBe("Guest file systems not frozen: no guest agent is connected.");
    }

    [Fact]
    public async Task Snapshot_with_a_mute_agent_is_taken_without_quiescing_and_reports_that()
    {
        Bench bench = new Bench().Looks(WithAgent.Look(), After.Look());
        Agent(bench).On("h1", Ping, error: Fixture.Error("err-agent-not-connected"), exit: 1).On("h1", Create());

        (await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(QuiesceMode.Try), default)).Note.ShouldNotBeNull().ShouldContain("not connected");
    }

    [Theory]
    [InlineData("err-freeze-failed", "failed to freeze /")]
    [InlineData("err-freeze-hung", "Guest agent not available")]
    public async Task Snapshot_whose_freeze_fails_thaws_and_is_taken_without_quiescing(string fixture, string expected)
    {
        Bench bench = new Bench().Looks(WithAgent.Look(), After.Look());
        Agent(bench)
            .On("h1", Ping)
            .On("h1", Create(quiesce: true), error: Fixture.Error(fixture), exit: 1)
            .On("h1", Thaw)
            .On("h1", Create());

        VmSnapshot snapshot = await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(QuiesceMode.Try), default);

        bench.Lines.Skip(3).Take(4).ShouldBe([$"h1: {Create(quiesce: true)}", $"h1: {Thaw}", $"h1: {Create()}", $"h1: {Unlimit}"]);
        snapshot.Quiesced.ShouldBeFalse();
        snapshot.Note.ShouldNotBeNull().ShouldContain(expected);
    }

    [Fact]
    public async Task Snapshot_that_requires_a_freeze_fails_without_one()
    {
        (await FailAsync(new Bench().Looks(Before.Look()), Bench.Request(QuiesceMode.Require))).Code.ShouldBe(ErrorCodes.QuiesceFailed);

        Bench bench = new Bench().Looks(WithAgent.Look());
        Agent(bench).On("h1", Ping).On("h1", Thaw)
            .On("h1", Create(quiesce: true), error: "error: Guest agent is not responding: Guest agent disappeared while executing command\n", exit: 1);
        (await FailAsync(bench, Bench.Request(QuiesceMode.Require))).Code.ShouldBe(ErrorCodes.QuiesceFailed);
        bench.Runner.Count(Thaw).ShouldBe(1);
    }

    [Fact]
    public async Task Snapshot_that_times_out_thaws()
    {
        Bench bench = new Bench().Looks(WithAgent.Look());
        Agent(bench).On("h1", Ping)
            .Throws("h1", Create(quiesce: true), new Error(ErrorCodes.CommandTimeout, ErrorClass.Transient, "slow"))
            .Throws("h1", Thaw, new Error(ErrorCodes.CommandTimeout, ErrorClass.Transient, "slow too"));

        (await FailAsync(bench, Bench.Request(QuiesceMode.Try))).Message.ShouldBe("slow");
        bench.Runner.Count(Thaw).ShouldBe(1);
        bench.Runner.Count(Unlimit).ShouldBe(1);
    }

    [Fact]
    public async Task Snapshot_does_not_quiesce_a_guest_whose_freeze_cannot_be_bounded()
    {
        Bench bench = new Bench().Looks(WithAgent.Look(), After.Look());
        bench.Runner.On("h1", Ping).On("h1", Limit, error: "error: unknown command: 'guest-agent-timeout'\n", exit: 1).On("h1", Create());

        (await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(QuiesceMode.Try), default)).Quiesced.ShouldBeFalse();
        bench.Runner.Count(Unlimit).ShouldBe(0);
    }

    [Fact]
    public async Task Snapshot_removes_exactly_the_file_that_a_cut_off_attempt_left()
    {
        Bench bench = new Bench("h1", "h2").Looks(Before.Look(), After.Look()).NoUses().NoUses("h2");
        string remove = Remove();
        bench.Runner.On("h1", Create(), error: Fixture.Error("err-overlay-exists"), exit: 1).On("h1", Create()).On("h1", remove);

        await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(), default);

        bench.Runner.Count(remove).ShouldBe(1);
    }

    [Fact]
    public async Task Snapshot_keeps_a_file_in_its_way_that_another_vm_uses()
    {
        Bench bench = new Bench("h1", "h2").Looks(Before.Look()).NoUses();
        bench.Runner
            .On("h1", Create(), error: Fixture.Error("err-overlay-exists"), exit: 1)
            .On("h2", Bench.Uses, $"Domain: 'clone'\n  block.0.path=/gv/c\n  block.1.path={Bench.Overlay("/gv/a.qcow2")}\n");

        Error error = await FailAsync(bench, Bench.Request());

        (error.Code, error.Class).ShouldBe((ErrorCodes.ChainUnexpected, ErrorClass.NeedsPerson));
    }

    [Fact]
    public async Task Snapshot_whose_file_stays_in_the_way_fails()
    {
        Bench bench = new Bench().Looks(Before.Look()).NoUses();
        bench.Runner.On("h1", Create(), error: Fixture.Error("err-overlay-exists"), exit: 1).On("h1", Remove());

        (await FailAsync(bench, Bench.Request())).Code.ShouldBe(ErrorCodes.SnapshotFailed);
        bench.Runner.Count(Create()).ShouldBe(2);
    }

    [Fact]
    public async Task Snapshot_that_virsh_only_claims_is_a_failure()
    {
        Bench bench = new Bench().Looks(Before.Look());
        bench.Runner.On("h1", Create());

        (await FailAsync(bench, Bench.Request())).Message.ShouldContain("vda, vdb are not on overlays");
    }

    [Fact]
    public async Task Snapshot_whose_definition_stays_behind_warns()
    {
        Bench bench = new Bench().Looks(Before.Look(), After.Look(Before));
        bench.Runner.On("h1", Create());

        (await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Bench.Request(), default)).Note.ShouldNotBeNull().ShouldContain("must not be stopped and started");
    }

    private static ScriptedRunner Agent(Bench bench) => bench.Runner.On("h1", Limit).On("h1", Unlimit);

    private static string Create(bool quiesce = false) =>
        $"{Bench.Virsh}snapshot-create-as {VmText.One} {Bench.Run} --disk-only --atomic --no-metadata{(quiesce ? " --quiesce" : "")}"
        + $" --diskspec vda,snapshot=external,file=/gv/a.qcow2.{Bench.Run} --diskspec vdb,snapshot=external,file=/gv/b.raw.{Bench.Run}";

    private static string Remove()
    {
        string[] files = [Bench.Overlay("/gv/a.qcow2"), Bench.Overlay("/gv/b.raw")];
        return $"rm -f -- {string.Join(' ', files)} {string.Join(' ', files.Select(f => $"{f}.committed"))}";
    }

    private static async Task<Error> FailAsync(Bench bench, SnapshotRequest request) =>
        (await Should.ThrowAsync<DrException>(bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), request, default))).Error;
}
