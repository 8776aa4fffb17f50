using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Engine;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _sut = new();

    [Fact]
    public void Timers_ring_in_order_each_at_its_own_time()
    {
        List<string> rung = [];
        DateTimeOffset start = _sut.GetUtcNow();
        using ITimer late = Timer("late", 3, rung);
        using ITimer early = Timer("early", 1, rung);
        using ITimer never = Timer("never", 9, rung);
        _sut.Advance(TimeSpan.FromSeconds(5));
        rung.ShouldBe(["early 1", "late 3"]);
        (_sut.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(5));
        _sut.NextTimer.ShouldBe(start + TimeSpan.FromSeconds(9));
    }

    [Fact]
    public void A_periodic_timer_rings_again_until_it_is_disposed()
    {
        int rung = 0;
        ITimer timer = _sut.CreateTimer(_ => rung++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _sut.Advance(TimeSpan.FromSeconds(6));
        timer.Dispose();
        _sut.Advance(TimeSpan.FromSeconds(6));
        rung.ShouldBe(3);
        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).ShouldBeFalse();
    }

    [Fact]
    public async Task Delays_and_timeouts_of_the_framework_follow_it()
    {
        Task delay = Task.Delay(TimeSpan.FromMinutes(5), _sut);
        using CancellationTokenSource cancel = new(TimeSpan.FromMinutes(9), _sut);
        await _sut.WhenTimerIsSetAsync();
        _sut.Advance(TimeSpan.FromMinutes(4));
        delay.IsCompleted.ShouldBeFalse();
        _sut.AdvanceToNextTimer().ShouldBeTrue();
        await delay;
        cancel.IsCancellationRequested.ShouldBeFalse();
        _sut.AdvanceToNextTimer().ShouldBeTrue();
        cancel.IsCancellationRequested.ShouldBeTrue();
        _sut.AdvanceToNextTimer().ShouldBeFalse();
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_fires_by_itself()
    {
        TaskCompletionSource rung = new();
        using ITimer timer = _sut.CreateTimer(_ => rung.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await rung.Task;
    }

    private ITimer Timer(string name, int seconds, List<string> rung)
    {
        DateTimeOffset start = _sut.GetUtcNow();
        return _sut.CreateTimer(
            _ => rung.Add($"{name} {(_sut.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds),
            Timeout.InfiniteTimeSpan);
    }
}
