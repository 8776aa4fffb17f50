using GlusterDr.RecoveryPoints;
using GlusterDr.Tests.Shared.Model.Store;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Model.RecoveryPoints;

public sealed class RecoveryPointStoreTests
{
    private readonly RacingStore _store = new();

    private RecoveryPointStore Points => new(_store);

    /// <summary>Two destinations of one site, of two volumes that share a VM, are changed by the next run at the same moment.</summary>
    [Fact]
    public async Task Two_destinations_that_are_superseded_at_once_are_both_marked()
    {
        await SaveAsync("first");
        await SaveAsync("second");
        _store.Before = () => Points.SupersedeAsync("vms", "second", "run-2@second", default);

        await Points.SupersedeAsync("vms", "first", "run-2@first", default);

        RecoveryPoint[] points = [.. await Points.ListAsync("vms", default)];
        points.Select(p => p.SupersededBy).ShouldBe(["run-2@first", "run-2@second"]);
        points.ShouldAllBe(p => p.VmsNotWhole.Contains("vm1"));
    }

    private Task SaveAsync(string destination) => Points.SaveAsync(
        new RecoveryPoint
        {
            Id = $"run-1@{destination}",
            Policy = "vms",
            RunId = "run-1",
            Destination = destination,
            Location = $"backup/{destination}",
            TakenAt = DateTimeOffset.UnixEpoch,
            Skew = TimeSpan.Zero,
            VerifiedAt = DateTimeOffset.UnixEpoch,
            Checkpoint = DateTimeOffset.UnixEpoch,
            Evidence = [],
            FilesCompared = 1,
            BytesCompared = 1,
            Vms = Array.Empty<VmSnapshot>(),
            VmsOnSeveralVolumes = ["vm1"],
        },
        default);
}
