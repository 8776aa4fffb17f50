using System.Net.Sockets;
using GlusterDr.Conformance.Remote;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Shared.Remote;

/// <remarks>In addition to the suite: time limits by ssh's own clock, and its configuration.</remarks>
public sealed class OpenSshLoginTests() : RemoteLoginConformance(new OpenSshHarness())
{
    // The TCP connection opens at once, and sshd sends its banner later than the limit for a TCP connection.
    [Fact]
    public async Task Run_WhereSshdIsSlowToNameItself_Waits()
    {
        using TcpRelay relay = new(Server.Port) { Delayed = Task.Delay(TimeSpan.FromSeconds(6)) };
        RemoteHost host = HostOf(Server, relay.Port);
        host = host with { Ssh = host.Ssh with { ConnectTimeout = TimeSpan.FromSeconds(5) } };

        (await Sut.RunAsync(host, Command("true"))).ExitCode.ShouldBe(0);

        relay.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task Run_WhereSshdNeverNamesItself_IsUnreachable()
    {
        using TcpRelay relay = new(Server.Port) { Delayed = Task.Delay(Timeout.Infinite) };

        Error error = await FailAsync(NewRunner(Impatient).RunAsync(HostOf(Server, relay.Port), Command("true")));

        error.Code.ShouldBe(ErrorCodes.HostUnreachable);
    }

    [Fact]
    public async Task Run_WhereSshdNeverTakesALogin_IsBusy()
    {
        using Sshd full = await Sshd.StartAsync(OneLogin);
        using TcpClient other = new("127.0.0.1", full.Port);

        Error error = await FailAsync(NewRunner(Impatient).RunAsync(HostOf(full), Command("true")));

        error.Code.ShouldBe(ErrorCodes.HostBusy);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Advice!.ShouldContain("MaxStartups");
    }

    [Fact]
    public async Task Run_ConfigurationThatIsMissing_IsPermanent() =>
        (await FailAsync(HostWith(ssh => ssh with { ConfigFile = Server.InDirectory("nothing") }))).Class.ShouldBe(ErrorClass.Permanent);

    private static RemoteRunnerOptions Impatient(RemoteRunnerOptions options) => options with { LoginTimeout = TimeSpan.FromSeconds(1) };
}
