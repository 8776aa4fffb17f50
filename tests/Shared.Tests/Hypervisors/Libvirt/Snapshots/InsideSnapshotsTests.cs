using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Policies;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Snapshots;

public class InsideSnapshotsTests
{
    private const string Create = $"{Bench.Virsh}snapshot-create-as {VmText.One} {Bench.Run}";
    private const string Delete = $"{Bench.Virsh}snapshot-delete {VmText.One} {Bench.Run}";
    private const string Holding = $$"""[{"filename":"/gv/a","format":"qcow2","snapshots":[{"name":"{{Bench.Run}}"}]}]""";
    private const string Empty = """[{"filename":"/gv/a","format":"qcow2"}]""";
    private static readonly VmText Vm = new(VmText.One, "web") { Disks = [VmText.Disk("vda", "/gv/a", "/gv/t")] };
    private static readonly SnapshotRequest Request = Bench.Request(kind: SnapshotKind.Internal);

    [Fact]
    public async Task Snapshot_is_taken_and_seen_in_the_image()
    {
        Bench bench = new Bench().Looks(Vm.Look());
        bench.Runner.On("h1", Create).On("h1", Bench.ChainLine("/gv/a"), Holding);

        VmSnapshot snapshot = await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Request, default);

        snapshot.Kind.ShouldBe(SnapshotKind.Internal);
        Bench.Describe(snapshot.Disks).ShouldBe(["vda: - over a over t"]);
        snapshot.TakenAt.ShouldBe(bench.Time.GetUtcNow());
    }

    [Fact]
    public async Task Snapshot_that_exists_is_returned_with_the_earliest_time()
    {
        Bench bench = new Bench().Looks(Vm.Look());
        bench.Runner.On("h1", Create, error: Fixture.Error("err-snapshot-exists"), exit: 1).On("h1", Bench.ChainLine("/gv/a"), Holding);

        (await bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Request, default))
            .TakenAt.ShouldBe(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Snapshot_that_no_image_has_is_a_failure()
    {
        Bench bench = new Bench().Looks(Vm.Look());
        bench.Runner.On("h1", Create).On("h1", Bench.ChainLine("/gv/a"), Empty);

        (await FailAsync(bench)).Code.ShouldBe(ErrorCodes.SnapshotFailed);
    }

    [Fact]
    public async Task Snapshot_needs_qcow2_on_every_writable_disk()
    {
        VmText raw = Vm with { Disks = [.. Vm.Disks, VmText.Disk("vdb", "/var/b")] };
        raw.Disks[1].Element("driver")!.SetAttributeValue("type", "raw");
        Bench bench = new Bench().Looks(raw.Look());
        bench.Runner.On("h1", "realpath -z -m -- /var/b", "/var/b\0");

        Error error = await FailAsync(bench);

        error.Code.ShouldBe(ErrorCodes.VmNotSnapshotable);
        error.Message.ShouldContain("Disk vdb is raw");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("error: Domain snapshot not found: no domain snapshot with matching name\n", 1)]
    public async Task Merge_drops_the_snapshot_or_finds_it_gone(string error, int exit)
    {
        Bench bench = new Bench().Looks(Vm.Look());
        bench.Runner.On("h1", Delete, error: error, exit: exit).On("h1", Bench.ChainLine("/gv/a"), Empty);

        (await MergeAsync(bench)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_works_on_a_vm_that_is_shut_off()
    {
        Bench bench = new Bench().Looks((Vm with { Active = false }).Look());
        bench.Runner.On("h1", Delete).On("h1", Bench.ChainLine("/gv/a"), Empty);

        (await MergeAsync(bench)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_is_not_done_while_an_image_has_the_snapshot()
    {
        Bench bench = new Bench().Looks(Vm.Look());
        bench.Runner.On("h1", Delete, error: Fixture.Error("err-snapshot-missing"), exit: 1).On("h1", Bench.ChainLine("/gv/a"), Holding);

        (await Should.ThrowAsync<DrException>(MergeAsync(bench))).Error.Class.ShouldBe(ErrorClass.NeedsPerson);
    }

    private static Task<MergeProgress> MergeAsync(Bench bench)
    {
        VmSnapshot snapshot = Bench.Snapshot() with { Kind = SnapshotKind.Internal, Disks = [new SnapshotDisk("vda", "a", null, ["t"])] };
        return bench.Sut.MergeAsync(bench.Domain, snapshot, TimeSpan.FromMinutes(1), default);
    }

    private static async Task<Error> FailAsync(Bench bench) =>
        (await Should.ThrowAsync<DrException>(bench.Sut.SnapshotAsync(bench.Domain, Bench.Listed(), Request, default))).Error;
}
