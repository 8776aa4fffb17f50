using System.Threading.Channels;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Gluster.Cli;

/// <remarks>glusterd refuses the second of two concurrent commands on a volume as busy.</remarks>
public sealed class VolumeTurnsTests
{
    private static readonly GlusterPool Pool = PoolOf("p1");
    private readonly VolumeTurns _sut = new();
    private readonly Channel<TaskCompletionSource<int>> _begun = Channel.CreateUnbounded<TaskCompletionSource<int>>();

    [Fact]
    public async Task Commands_about_one_volume_take_turns()
    {
        Task<int> first = TakeAsync(Pool, "volume", "status", "gv1", "detail");
        Task<int> second = TakeAsync(Pool, "volume", "geo-replication", "gv1", "s1::gv2", "status");
        _begun.Reader.Count.ShouldBe(1);

        (await _begun.Reader.ReadAsync()).SetResult(1);
        (await first).ShouldBe(1);
        (await _begun.Reader.ReadAsync()).SetResult(2);
        (await second).ShouldBe(2);
    }

    [Fact]
    public async Task One_that_fails_ends_its_turn()
    {
        Task<int> first = TakeAsync(Pool, "volume", "set", "gv1", "a", "b");
        Task<int> second = TakeAsync(Pool, "volume", "set", "gv1", "c", "d");

        (await _begun.Reader.ReadAsync()).SetException(new InvalidOperationException());

        await Should.ThrowAsync<InvalidOperationException>(first);
        (await _begun.Reader.ReadAsync()).SetResult(2);
        (await second).ShouldBe(2);
    }

    [Fact]
    public void Commands_without_a_lock_or_with_another_lock_do_not_wait()
    {
        string[][] commands = [["volume", "status", "gv1"], ["volume", "status", "gv2"], ["volume", "info", "gv1"], ["--version"], ["volume", "list"]];
        foreach (string[] command in commands)
        {
            _ = TakeAsync(Pool, command);
        }

        _ = TakeAsync(PoolOf("s1"), "volume", "status", "gv1");

        _begun.Reader.Count.ShouldBe(commands.Length + 1);
    }

    [Fact]
    public async Task A_cancelled_wait_does_not_affect_others()
    {
        using CancellationTokenSource cancel = new();
        Task<int> first = TakeAsync(Pool, "volume", "status", "gv1");
        Task<int> second = _sut.TakeAsync(Pool, ["volume", "status", "gv1"], BeginAsync, cancel.Token);
        Task<int> third = TakeAsync(Pool, "volume", "status", "gv1");

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        (await _begun.Reader.ReadAsync()).SetResult(1);
        await first;
        (await _begun.Reader.ReadAsync()).SetResult(3);
        (await third).ShouldBe(3);
    }

    private static GlusterPool PoolOf(string host) => new([new RemoteHost(host, new SshSettings())]);

    private Task<int> TakeAsync(GlusterPool pool, params string[] command) => _sut.TakeAsync(pool, command, BeginAsync, CancellationToken.None);

    private Task<int> BeginAsync()
    {
        TaskCompletionSource<int> begun = new();
        _begun.Writer.TryWrite(begun);
        return begun.Task;
    }
}
