using GlusterDr.Conformance.Remote;
using GlusterDr.Remote;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>In addition to the suite: a cancelled command is ended on the host.</remarks>
public sealed class SshNetRunnerTests() : RemoteRunnerConformance(new SshNetHarness())
{
    [Fact]
    public async Task Run_Cancelled_EndsAtTheHostToo()
    {
        using CancellationTokenSource cancel = new();
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = Sut.RunAsync(Host, Shell(life.Script()), cancel.Token);
        await life.BegunAsync();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        await life.EndedAsync();
    }

    // They are ended one after another, by one additional session.
    [Fact]
    public async Task Run_ManyCancelled_AllEndAtTheHost()
    {
        using CancellationTokenSource cancel = new();
        CommandLife[] lives = [.. Enumerable.Range(0, 8).Select(_ => Server.NewLife())];
        Task[] running = [.. lives.Select(l => Sut.RunAsync(Host, Shell(l.Script()), cancel.Token))];
        await Task.WhenAll(lives.Select(l => l.BegunAsync()));

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(running));
        await Task.WhenAll(lives.Select(l => l.EndedAsync()));
        Server.Logins.ShouldBe(1);
    }
}
