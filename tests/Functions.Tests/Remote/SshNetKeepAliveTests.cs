using GlusterDr.Conformance.Remote;
using GlusterDr.Functions.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;
using Renci.SshNet;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>Also verifies that the library has the internal members that this uses: see <see cref="SshNetInternals"/>.</remarks>
public sealed class SshNetKeepAliveTests() : RemoteSuite(new SshNetHarness())
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(15);

    // sshd itself answers, so a host whose login shells hang is slow, not lost.
    [Fact]
    public async Task Ask_AnSshdWhoseLoginShellHangs_IsAnsweredEachTime()
    {
        using CommandGate gate = new();
        using Sshd hung = await Sshd.StartAsync(new SshdOptions { LoginScript = gate.Line });
        using SshClient client = Connect(hung);
        using SshCommand command = client.CreateCommand("true");
        Task running = command.ExecuteAsync();
        await gate.Arrived;
        FakeTimeProvider time = new();
        bool lost = false;
        using SshNetKeepAlive sut = new(client, s_interval, () => lost = true, time);

        for (int i = 0; i < 10; i++)
        {
            time.Advance(s_interval);
            await Patience.UntilAsync(() => sut.IsAnswered);
        }

        lost.ShouldBeFalse();
        hung.LoginShells.ShouldBe(1);
        gate.Open();
        await running;
    }

    [Fact]
    public async Task Ask_ThreeTimesInARowWithoutAnAnswer_TheConnectionIsLost()
    {
        using TcpRelay relay = new(Server.Port);
        using SshClient client = Connect(Server, relay.Port);
        FakeTimeProvider time = new();
        int lost = 0;
        using SshNetKeepAlive sut = new(client, s_interval, () => lost++, time);
        time.Advance(s_interval);
        await Patience.UntilAsync(() => sut.IsAnswered);

        relay.Cut();
        time.Advance(3 * s_interval);

        lost.ShouldBe(0);
        time.Advance(s_interval);
        lost.ShouldBe(1);
        time.Advance(10 * s_interval);
        lost.ShouldBe(1);
    }

    private static SshClient Connect(Sshd sshd, int? port = null)
    {
        SshClient client = new("127.0.0.1", port ?? sshd.Port, Environment.UserName, new PrivateKeyFile(sshd.InDirectory("user")));
        client.Connect();
        return client;
    }
}
