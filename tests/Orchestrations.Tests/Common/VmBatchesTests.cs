using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Tests.Orchestrations.Common;

public sealed class VmBatchesTests
{
    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(VmBatches.Few, 8)]
    [InlineData(VmBatches.Few + 1, 1)]
    [InlineData(300, 8)]
    [InlineData(1000, 1)]
    [InlineData(1000, 16)]
    [InlineData(10_000, 64)]
    public void Every_machine_is_in_one_batch_and_in_its_order(int machines, int lanes)
    {
        string[] ids = Ids(machines);

        IReadOnlyList<IReadOnlyList<string>> batches = VmBatches.Cut(ids, lanes);

        batches.SelectMany(b => b).ShouldBe(ids);
        batches.ShouldAllBe(b => b.Count > 0 && b.Count <= VmBatches.Most);
    }

    [Fact]
    public void Few_machines_are_steps_of_the_run_itself() =>
        VmBatches.Cut(Ids(VmBatches.Few), 8).ShouldAllBe(b => b.Count == 1);

    [Theory]
    [InlineData(1000, 8, 110)]
    [InlineData(1000, 16, 160)]
    [InlineData(10_000, 16, 520)]
    public void Many_machines_make_few_batches_the_smallest_last(int machines, int lanes, int most)
    {
        IReadOnlyList<IReadOnlyList<string>> batches = VmBatches.Cut(Ids(machines), lanes);

        batches.Count.ShouldBeLessThan(most);
        batches.Select(b => b.Count).ShouldBe(batches.Select(b => b.Count).OrderDescending());
        batches.TakeLast(lanes).ShouldAllBe(b => b.Count == 1, "nothing is waited for alone");
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => $"vm{i}")];
}
