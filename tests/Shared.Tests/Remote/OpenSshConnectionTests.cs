using GlusterDr.Conformance.Remote;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Shared.Remote;

/// <remarks>In addition to the suite: ssh detects a dead network with its own clock.</remarks>
public sealed class OpenSshConnectionTests() : RemoteConnectionConformance(new OpenSshHarness())
{
    // A shared connection whose network is dead is detected in bounded time, and replaced, because the command has not begun.
    [Fact]
    public async Task Run_OverAConnectionThatWasCut_UsesAFreshOne()
    {
        using TcpRelay relay = new(Server.Port);
        IRemoteRunner sut = NewRunner(Impatient);
        await EchoAsync(sut, HostOf(Server, relay.Port), "first");
        relay.Cut();

        (await EchoAsync(sut, HostOf(Server, relay.Port), "again")).ShouldBe("again\n");

        relay.Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task Run_NetworkCutInMidCommand_IsNotRunAgain()
    {
        using TcpRelay relay = new(Server.Port);
        CommandLife life = Server.NewLife();
        string started = Server.InDirectory("started");
        IRemoteRunner sut = NewRunner(Impatient);
        Task<RemoteResult> running = sut.RunAsync(HostOf(Server, relay.Port), Shell($"echo x >> {started}; {life.Script()}"));
        await life.BegunAsync();

        relay.Cut();

        Error error = await FailAsync(running);
        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        error.Message.ShouldContain("may have had its effect");
        File.ReadAllText(started).ShouldBe("x\n");
        relay.Accepted.ShouldBe(1);
    }

    // Detects within ten seconds that the network drops everything.
    private static RemoteRunnerOptions Impatient(RemoteRunnerOptions options) => options with { KeepAlive = TimeSpan.FromSeconds(3) };
}
