using System.Threading.Channels;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Clocks;

public sealed class SimulationTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly Simulation _sut = new();

    [Fact]
    public async Task Hours_pass_from_timer_to_timer_and_end_with_the_work()
    {
        DateTimeOffset start = _sut.Clock.GetUtcNow();
        List<double> woken = [];

        await _sut.RunUntilAsync(() => Task.WhenAll(SleepAsync(7), SleepAsync(2), SleepAsync(5)));

        woken.ShouldBe([2, 5, 7]);
        (_sut.Clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromHours(7));

        async Task SleepAsync(double hours)
        {
            await Task.Delay(TimeSpan.FromHours(hours), _sut.Clock);
            woken.Add((_sut.Clock.GetUtcNow() - start).TotalHours);
        }
    }

    [Fact]
    public async Task The_clock_stands_still_if_nobody_waits_for_it()
    {
        DateTimeOffset start = _sut.Clock.GetUtcNow();
        Task delay = _sut.BeginAsync(() => Task.Delay(s_second, _sut.Clock));

        await _sut.BeginAsync(() => Task.CompletedTask);

        delay.IsCompleted.ShouldBeFalse();
        _sut.Clock.GetUtcNow().ShouldBe(start);
        await _sut.RunUntilAsync(() => delay);
    }

    [Fact]
    public async Task A_test_that_enters_the_simulation_stays_in_it()
    {
        (await _sut.Enter(5)).ShouldBe(5);

        for (int i = 0; i < 10; i++)
        {
            _sut.IsCurrent.ShouldBeTrue();
            await Task.Yield();
            await _sut.RunUntilAsync(Task.Delay(s_second, _sut.Clock));
        }

        _sut.IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task Everything_happens_in_the_same_order_each_time_also_on_a_busy_machine()
    {
        using CancellationTokenSource enough = new();
        Task[] busy = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() => BeBusy(enough.Token), TaskCreationOptions.LongRunning))];
        string first = await JumbleAsync();

        for (int i = 0; i < 50; i++)
        {
            (await JumbleAsync()).ShouldBe(first);
        }

        first.Length.ShouldBeGreaterThan(500);
        await enough.CancelAsync();
        await Task.WhenAll(busy);
    }

    [Fact]
    public async Task Two_simulations_at_the_same_time_have_their_own_clocks()
    {
        Simulation other = new();
        Task slow = other.RunUntilAsync(() => CountAsync(other, 5000));

        await _sut.RunUntilAsync(() => CountAsync(_sut, 100));

        (_sut.Clock.GetUtcNow() - new Simulation().Clock.GetUtcNow()).ShouldBe(100 * s_second);
        await slow;
        (other.Clock.GetUtcNow() - new Simulation().Clock.GetUtcNow()).ShouldBe(5000 * s_second);
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_fires_in_the_simulation()
    {
        TaskCompletionSource<bool> rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer timer = _sut.Clock.CreateTimer(_ => rung.SetResult(_sut.IsCurrent), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        (await _sut.RunUntilAsync(() => rung.Task)).ShouldBeTrue();
    }

    [Fact]
    public async Task Waiting_that_no_timer_can_end_fails_at_once()
    {
        TaskCompletionSource never = new();
        TimeoutException late = await Should.ThrowAsync<TimeoutException>(() => _sut.RunUntilAsync(() => never.Task));
        late.Message.ShouldContain("no timer is set");
    }

    [Fact]
    public async Task Waiting_longer_than_the_limit_fails_and_the_rest_continues()
    {
        await _sut.Enter(0);
        Task delay = Task.Delay(TimeSpan.FromHours(2), _sut.Clock);
        await Should.ThrowAsync<TimeoutException>(_sut.RunUntilAsync(delay, TimeSpan.FromHours(1)));

        await _sut.RunUntilAsync(delay);
    }

    [Fact]
    public async Task A_task_from_outside_is_refused_because_it_cannot_be_counted() =>
        await Should.ThrowAsync<InvalidOperationException>(() => _sut.RunUntilAsync(Task.CompletedTask));

    [Fact]
    public async Task Work_that_leaves_the_simulation_is_detected_when_the_clock_has_moved()
    {
        using ManualResetEventSlim gate = new();
        await using ITimer beat = _sut.Clock.CreateTimer(_ => gate.Set(), null, s_second, s_second);

        InvalidOperationException escaped = await Should.ThrowAsync<InvalidOperationException>(
            () => _sut.RunUntilAsync(() => Task.Run(gate.Wait), TimeSpan.FromDays(1_000_000)));

        escaped.Message.ShouldContain("had left the simulation");
    }

    [Fact]
    public async Task The_clock_stands_still_during_counted_work()
    {
        DateTimeOffset start = _sut.Clock.GetUtcNow();
        await using ITimer beat = _sut.Clock.CreateTimer(_ => { }, null, s_second, s_second);

        await _sut.RunUntilAsync(() => _sut.OutsideAsync(() => Task.Run(ComeAndGoAsync)));

        _sut.Clock.GetUtcNow().ShouldBe(start);

        // Each time, the simulation has nothing left to do, but a timer to move to.
        async Task<int> ComeAndGoAsync()
        {
            for (int i = 0; i < 100; i++)
            {
                await _sut.BeginAsync(() => Task.CompletedTask);
            }

            return 0;
        }
    }

    [Fact]
    public async Task A_client_gets_its_answer_within_the_simulation()
    {
        await _sut.Enter(0);
        using HttpClient client = new(new SlowHandler(_sut));

        HttpResponseMessage answer = await _sut.RunUntilAsync(client.GetAsync(new Uri("http://there/")));

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    private static async Task CountAsync(Simulation simulation, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            await Task.Delay(s_second, simulation.Clock);
        }
    }

    private static async Task<string> JumbleAsync()
    {
        Simulation simulation = new();
        Channel<int> channel = Channel.CreateUnbounded<int>();
        List<string> log = [];
        await simulation.RunUntilAsync(() => Task.WhenAll([.. Enumerable.Range(0, 5).Select(WriteAsync), .. Enumerable.Range(0, 3).Select(ReadAsync)]));
        return string.Join('\n', log);

        async Task WriteAsync(int writer)
        {
            for (int i = 0; i < 10; i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(((writer * 7) + (i * 3)) % 5 * 10), simulation.Clock);
                await channel.Writer.WriteAsync((writer * 100) + i);
            }

            if (writer == 4)
            {
                await Task.Delay(s_second, simulation.Clock);
                channel.Writer.Complete();
            }
        }

        async Task ReadAsync(int reader)
        {
            while (await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out int item))
                {
                    log.Add($"{simulation.Clock.GetUtcNow():ss.fff} {reader} has {item}");
                    await Task.Delay(TimeSpan.FromMilliseconds(item % 3), simulation.Clock);
                }
            }
        }
    }

    private static void BeBusy(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            Thread.SpinWait(1000);
        }
    }

    private sealed class SlowHandler(Simulation simulation) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            simulation.HandOver(AnswerAsync(cancellationToken));

        private async Task<HttpResponseMessage> AnswerAsync(CancellationToken cancellation)
        {
            await Task.Delay(s_second, simulation.Clock, cancellation);
            return new HttpResponseMessage { Content = new StringContent("hello") };
        }
    }
}
