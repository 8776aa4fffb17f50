using GlusterDr.Errors;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Orchestrations.Sync;

public sealed class RunWarningsTests
{
    [Fact]
    public void Of_a_thousand_alike_some_are_kept_and_the_rest_is_counted()
    {
        RunWarnings sut = new(new RunErrors(SyncRequest.CurrentVersion));
        sut.AddRange(Enumerable.Range(0, 1000).Select(i => Failed($"vm{i}")));
        sut.Add(new Error(ErrorCodes.LeftoversFound, ErrorClass.Transient, "2 VM(s)"));

        IReadOnlyList<Error> all = sut.All;

        all.Count.ShouldBe(25 + 1 + 1);
        all.Take(25).Select(w => w.Host).ShouldBe(Enumerable.Range(0, 25).Select(i => $"vm{i}"));
        all[25].Code.ShouldBe(ErrorCodes.LeftoversFound);
        all[26].Message.ShouldContain("975 more");
        all[26].Host.ShouldBeNull();
    }

    [Fact]
    public void What_is_there_already_is_not_added_anew()
    {
        RunWarnings sut = new(new RunErrors(SyncRequest.CurrentVersion));
        sut.AddNew([Failed("vm1")]);
        sut.AddNew([Failed("vm1"), Failed("vm2")]);

        sut.All.Select(w => w.Host).ShouldBe(["vm1", "vm2"]);
    }

    [Fact]
    public void What_was_only_counted_is_not_counted_anew()
    {
        RunWarnings sut = new(new RunErrors(SyncRequest.CurrentVersion));
        Error[] deleted = [.. Enumerable.Range(0, 30).Select(i => Failed($"vm{i}"))];
        sut.AddNew(deleted);
        sut.AddNew(deleted);

        sut.All[^1].Message.ShouldContain("5 more");
    }

    private static Error Failed(string vm) => new(ErrorCodes.SnapshotFailed, ErrorClass.Transient, "no", vm);
}
