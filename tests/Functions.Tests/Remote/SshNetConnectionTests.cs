using GlusterDr.Conformance.Remote;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>In addition to the suite: a dead network is detected by a clock that tests move.</remarks>
public sealed class SshNetConnectionTests() : RemoteConnectionConformance(new SshNetHarness())
{
    // The network drops everything. This is detected in bounded time, and the connection is replaced, because the command has not begun.
    [Fact]
    public async Task Run_OverAConnectionThatWasCut_UsesAFreshOne()
    {
        using TcpRelay relay = new(Server.Port);
        FakeTimeProvider time = new();
        IRemoteRunner sut = NewRunner(time: time);
        await EchoAsync(sut, HostOf(Server, relay.Port), "first");
        relay.Cut();
        Task<string> again = EchoAsync(sut, HostOf(Server, relay.Port), "again");

        while (relay.Accepted < 2)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(50);
        }

        (await again).ShouldBe("again\n");
        relay.Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task Run_NetworkCutInMidCommand_IsUnreachableAndNotRunAgain()
    {
        using TcpRelay relay = new(Server.Port);
        FakeTimeProvider time = new();
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(HostOf(Server, relay.Port), Shell(life.Script()));
        await life.BegunAsync();

        relay.Cut();
        await AdvanceUntilAsync(running, time, TimeSpan.FromSeconds(15));

        Error error = await FailAsync(running);
        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("may have had its effect");
        relay.Accepted.ShouldBe(1);
    }
}
