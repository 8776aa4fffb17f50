using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Remote.Connections;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Remote.Connections;

public sealed class RemoteDispatcherTests : IAsyncLifetime
{
    private static readonly RemoteHost s_host = new("gl1", new SshSettings());
    private static readonly RemoteOutcome s_done = new(new RemoteResult(0, "", ""), null);
    private static readonly Error s_error = new(ErrorCodes.HostUnreachable, ErrorClass.Transient, "No connection.", "gl1");
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);
    private static readonly Error s_busy = s_error with { Code = ErrorCodes.HostBusy };

    private readonly ManualTimeProvider _time = new();
    private readonly ConcurrentQueue<FakeConnection> _made = new();
    private readonly ConcurrentQueue<(string Command, Action Started, TaskCompletionSource<RemoteOutcome> End)> _running = new();
    private Func<Task> _logIn = () => Task.CompletedTask;
    private RemoteDispatcher _sut = null!;

    public ValueTask InitializeAsync()
    {
        _sut = New(new OpenSshRunnerOptions());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running)
        {
            running.End.TrySetResult(s_done);
        }

        await _sut.DisposeAsync();
    }

    // Started commands do not count, because they can wait for each other.
    [Fact]
    public async Task Run_Many_FewStartAtOnceAndAllThatHaveStartedRun()
    {
        Task[] all = [.. Enumerable.Range(0, 50).Select(i => RunAsync($"{i}"))];
        await Patience.UntilAsync(() => _running.Count == 8);

        for (int i = 0; i < 50; i++)
        {
            await Patience.UntilAsync(() => _running.Count > i);
            _running.ElementAt(i).Started();
        }

        _made.Count.ShouldBe(7);
        _running.Select(r => r.Command).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"), ignoreOrder: true);
        End(s_done);
        await Task.WhenAll(all);
    }

    [Fact]
    public async Task Run_MoreThanConnectionsCarry_WaitTheirTurn()
    {
        await using RemoteDispatcher sut = New(new OpenSshRunnerOptions { SessionsPerConnection = 1, ConnectionsPerHost = 1 });
        Task first = sut.RunAsync(s_host, Command("first"), default);
        await Patience.UntilAsync(() => _running.Count == 1);
        _running.Single().Started();

        Task second = sut.RunAsync(s_host, Command("second"), default);
        Task third = sut.RunAsync(s_host, Command("third"), default);

        _running.Count.ShouldBe(1);
        await EndNextAsync(first);
        await EndNextAsync(second);
        await EndNextAsync(third);
        _running.Select(r => r.Command).ShouldBe(["first", "second", "third"]);
        _made.Count.ShouldBe(1);
    }

    // The host is the same for all users and settings.
    [Fact]
    public async Task Run_WithOtherSettings_CountsForTheSameHost()
    {
        Task[] all = [.. Enumerable.Range(0, 8).Select(i => RunAsync($"{i}"))];
        await Patience.UntilAsync(() => _running.Count == 8);
        Task other = _sut.RunAsync(s_host with { Ssh = new SshSettings { Sudo = true } }, Command("other"), default);
        Task elsewhere = _sut.RunAsync(s_host with { Name = "gl2" }, Command("elsewhere"), default);

        await Patience.UntilAsync(() => _running.Count == 9);
        _running.Last().Command.ShouldBe("elsewhere");

        _running.First().Started();
        await Patience.UntilAsync(() => _running.Count == 10);
        _running.Last().Command.ShouldBe("other");
        End(s_done);
        await Task.WhenAll([.. all, other, elsewhere]);
    }

    [Fact]
    public async Task Run_CancelledWhileItWaits_LeavesTheQueue()
    {
        await using RemoteDispatcher sut = New(new OpenSshRunnerOptions { SessionsPerConnection = 1, ConnectionsPerHost = 1 });
        using CancellationTokenSource cancel = new();
        Task first = sut.RunAsync(s_host, Command("first"), default);
        Task waiting = sut.RunAsync(s_host, Command("waiting"), cancel.Token);
        Task last = sut.RunAsync(s_host, Command("last"), default);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await EndNextAsync(first);
        await EndNextAsync(last);
        _running.Select(r => r.Command).ShouldBe(["first", "last"]);
    }

    // The caller continues at once. The place is occupied until the command has ended on the host.
    [Fact]
    public async Task Run_CancelledWhileItRuns_EndsAtOnceAndKeepsItsPlaceUntilItHasEnded()
    {
        await using RemoteDispatcher sut = New(new OpenSshRunnerOptions { SessionsPerConnection = 1, ConnectionsPerHost = 1 });
        using CancellationTokenSource cancel = new();
        Task running = sut.RunAsync(s_host, Command("running"), cancel.Token);
        await Patience.UntilAsync(() => _running.Count == 1);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        Task next = sut.RunAsync(s_host, Command("next"), default);
        _running.Count.ShouldBe(1);
        _running.Single().End.SetResult(s_done);
        await EndNextAsync(next);
    }

    // As long as other commands start or end, it will get its turn. If none does any more, the host hangs.
    [Fact]
    public async Task Run_WhoseTurnDoesNotCome_IsBusyOnceNothingMoves()
    {
        await using RemoteDispatcher sut = New(new OpenSshRunnerOptions { SessionsPerConnection = 2, ConnectionsPerHost = 1 });
        Task hangs = sut.RunAsync(s_host, Command("hangs"), default);
        Task ends = sut.RunAsync(s_host, Command("ends"), default);
        Task<RemoteResult> waits = sut.RunAsync(s_host, Command("waits"), default);
        Task<RemoteResult> waitsToo = sut.RunAsync(s_host, Command("waits too"), default);
        await Patience.UntilAsync(() => _running.Count == 2);

        _time.Advance(TimeSpan.FromMinutes(9));
        Running("ends").End.SetResult(s_done);
        await ends;
        await Patience.UntilAsync(() => _running.Count == 3);
        _time.Advance(TimeSpan.FromMinutes(9));
        waitsToo.IsCompleted.ShouldBeFalse();

        Error error = await FailAsync(waitsToo, () => _time.Advance(TimeSpan.FromMinutes(1)));
        error.Code.ShouldBe(ErrorCodes.HostBusy);
        error.Message.ShouldContain("not started: 2 others");
        error.Tried.ShouldBe("'waits too'");
        End(s_done);
        await Task.WhenAll(hangs, waits);
    }

    [Fact]
    public async Task Run_LoginFails_AllThatWaitShareTheFailure()
    {
        TaskCompletionSource login = new();
        _logIn = () => login.Task;
        Task<RemoteResult>[] all = [.. Enumerable.Range(0, 50).Select(i => RunAsync($"{i}"))];

        login.SetException(new DrException(s_error));

        foreach (Task<RemoteResult> one in all)
        {
            (await Should.ThrowAsync<DrException>(one)).Error.ShouldBe(s_error);
        }

        _made.Count.ShouldBe(1);
        _running.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_FurtherLoginFails_UsesTheConnectionsThatThereAre()
    {
        await using RemoteDispatcher sut = New(new OpenSshRunnerOptions { SessionsPerConnection = 1, ConnectionsPerHost = 8 });
        Task first = sut.RunAsync(s_host, Command("first"), default);
        await Patience.UntilAsync(() => _running.Count == 1);
        _logIn = () => Task.FromException(new DrException(s_busy));

        Task second = sut.RunAsync(s_host, Command("second"), default);
        await Patience.UntilAsync(() => _made.Count == 2);

        await EndNextAsync(first);
        await EndNextAsync(second);
        _made.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_HostRefusesLogins_TriesAgainAfterPausesAndThenFails()
    {
        _logIn = () => Task.FromException(new DrException(s_busy));
        Task<RemoteResult>[] all = [.. Enumerable.Range(0, 20).Select(i => RunAsync($"{i}"))];
        await Patience.UntilAsync(() =>
        {
            EndPause();
            return _made.Count >= 3;
        });

        foreach (Task<RemoteResult> one in all)
        {
            (await FailAsync(one, () => _time.Advance(TimeSpan.FromSeconds(5)))).ShouldBe(s_busy);
        }

        _made.Count.ShouldBeInRange(3, 20);
        // A connection for a command that has failed in the meantime is closed after it was idle for long enough.
        await Patience.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return _made.All(c => c.IsClosed);
        });
    }

    [Fact]
    public async Task Run_HostTakesLoginsAgain_Runs()
    {
        _logIn = () => Task.FromException(new DrException(s_busy));
        Task running = RunAsync("in the end");
        await Patience.UntilAsync(() => _made.Count == 1);

        _logIn = () => Task.CompletedTask;
        await Patience.UntilAsync(() =>
        {
            EndPause();
            return _made.Count == 2;
        });

        await EndNextAsync(running);
    }

    [Fact]
    public async Task Run_ConnectionLostBeforeItStarted_RunsOnceMoreAndNotTwice()
    {
        RemoteOutcome lost = new(null, s_error) { Started = false, ConnectionLost = true };
        Task<RemoteResult> running = RunAsync("twice");
        await Patience.UntilAsync(() => _running.Count == 1);

        _running.Last().End.SetResult(lost);
        await Patience.UntilAsync(() => _running.Count == 2);
        _running.Last().End.SetResult(lost);

        (await Should.ThrowAsync<DrException>(running)).Error.ShouldBe(s_error);
        _made.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_ConnectionLostAfterItStarted_IsNotRunAgain()
    {
        Task<RemoteResult> running = RunAsync("once");
        await Patience.UntilAsync(() => _running.Count == 1);

        _running.Last().End.SetResult(new RemoteOutcome(null, s_error) { ConnectionLost = true });

        (await Should.ThrowAsync<DrException>(running)).Error.ShouldBe(s_error);
        _running.Count.ShouldBe(1);
    }

    // A command that had a turn and could not use it goes before those that have waited for a shorter time.
    [Fact]
    public async Task Run_SessionRefused_GoesFirstWhereThereIsRoom()
    {
        await using RemoteDispatcher sut = New(new OpenSshRunnerOptions { SessionsPerConnection = 2, ConnectionsPerHost = 1 });
        Task first = sut.RunAsync(s_host, Command("first"), default);
        Task second = sut.RunAsync(s_host, Command("second"), default);
        Task third = sut.RunAsync(s_host, Command("third"), default);
        await Patience.UntilAsync(() => _running.Count == 2);

        // Each waiting command has set a timer: the third, and then the second.
        Running("second").End.SetResult(new RemoteOutcome(null, s_error) { Started = false, Refused = true });
        await Patience.UntilAsync(() => _time.TimersSet == 2);
        Running("first").End.SetResult(s_done);
        await first.WaitAsync(Patience.Limit);
        await EndNextAsync(second);
        await EndNextAsync(third);

        _running.Select(r => r.Command).Skip(2).ShouldBe(["second", "third"]);
        _made.Count.ShouldBe(1);
    }

    // sshd counts a session for a moment after the command has ended. A connection that never accepted one stays full.
    [Fact]
    public async Task Run_OnlySessionRefusedOnAConnectionThatHasRunOthers_TriesAgainOnIt()
    {
        Task first = RunAsync("first");
        await Patience.UntilAsync(() => _running.Count == 1);
        Running("first").Started();
        await EndNextAsync(first);
        Task second = RunAsync("second");
        await Patience.UntilAsync(() => _running.Count == 2);

        _running.Last().End.SetResult(new RemoteOutcome(null, s_error) { Started = false, Refused = true });
        await Patience.UntilAsync(() => _running.Count == 3);
        await EndNextAsync(second);

        _made.Count.ShouldBe(1);
    }

    private RemoteDispatcher New(RemoteRunnerOptions options) => new(_ => Connect(), options, _time, NullLogger.Instance);

    private FakeConnection Connect()
    {
        FakeConnection connection = new()
        {
            LogIn = _logIn,
            Run = (command, started, _) =>
            {
                TaskCompletionSource<RemoteOutcome> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _running.Enqueue((command.Arguments[0], started, end));
                return end.Task;
            },
        };
        _made.Enqueue(connection);
        return connection;
    }

    private (string Command, Action Started, TaskCompletionSource<RemoteOutcome> End) Running(string name) =>
        _running.Last(r => r.Command == name);

    private Task<RemoteResult> RunAsync(string name) => _sut.RunAsync(s_host, Command(name), default);

    private void End(RemoteOutcome outcome)
    {
        foreach (var running in _running)
        {
            running.End.TrySetResult(outcome);
        }
    }

    // Ends the oldest running command.
    private async Task EndNextAsync(Task task)
    {
        await Patience.UntilAsync(() => _running.Any(r => !r.End.Task.IsCompleted));
        _running.First(r => !r.End.Task.IsCompleted).End.SetResult(s_done);
        await task.WaitAsync(Patience.Limit);
    }

    private static RemoteCommand Command(string name) => new([name], TimeSpan.FromMinutes(1));

    /// <summary>Moves the clock only during a pause. On a busy machine, the logins would otherwise exceed their time limit.</summary>
    private void EndPause()
    {
        if (_time.NextTimer - _time.GetUtcNow() <= s_longestPause)
        {
            _time.AdvanceToNextTimer();
        }
    }

    private static async Task<Error> FailAsync(Task<RemoteResult> running, Action meanwhile)
    {
        while (!running.IsCompleted)
        {
            meanwhile();
            await Task.WhenAny(running, Task.Delay(10));
        }

        return (await Should.ThrowAsync<DrException>(running)).Error;
    }
}
