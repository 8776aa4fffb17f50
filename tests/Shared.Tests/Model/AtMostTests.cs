namespace GlusterDr.Tests.Shared.Model;

public sealed class AtMostTests
{
    private static readonly int[] s_ten = [.. Enumerable.Range(0, 10)];

    [Fact]
    public async Task Results_come_in_the_items_order_however_the_work_ends()
    {
        TaskCompletionSource[] gates = [.. s_ten.Select(_ => new TaskCompletionSource())];
        Task<int[]> all = AtMost.SelectAsync(10, s_ten, async (i, _) =>
        {
            await gates[i].Task;
            return i * i;
        }, default);

        foreach (TaskCompletionSource gate in gates.Reverse())
        {
            gate.SetResult();
        }

        (await all).ShouldBe([0, 1, 4, 9, 16, 25, 36, 49, 64, 81]);
    }

    [Fact]
    public async Task Not_more_than_the_limit_run_at_once_and_all_are_done()
    {
        int now = 0;
        int most = 0;
        int done = 0;
        await AtMost.ForEachAsync(3, s_ten, async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            Interlocked.Increment(ref done);
        }, default);

        most.ShouldBeInRange(1, 3);
        done.ShouldBe(10);
    }

    [Fact]
    public async Task The_first_failure_ends_running_work_and_no_more_is_started()
    {
        List<int> begun = [];
        Task work = AtMost.ForEachAsync(2, s_ten, async (i, stop) =>
        {
            begun.Add(i);
            if (i == 1)
            {
                throw new InvalidDataException("one");
            }

            await Task.Delay(Timeout.Infinite, stop);
        }, default);

        (await Should.ThrowAsync<InvalidDataException>(work)).Message.ShouldBe("one");
        begun.ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Cancelled_it_ends()
    {
        using CancellationTokenSource cancel = new();
        Task work = AtMost.ForEachAsync(2, s_ten, (_, stop) => Task.Delay(Timeout.Infinite, stop), cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(work);
    }

    [Fact]
    public async Task Nothing_to_do_is_done() =>
        (await AtMost.SelectAsync(4, Array.Empty<int>(), (i, _) => Task.FromResult(i), default)).ShouldBeEmpty();
}
