using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Simulators;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Simulators;

/// <summary>Sites in another process, whose callers connect and disconnect.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task Commands_answers_and_errors_pass_the_socket_and_the_clock_is_shared()
    {
        string path = Path.Combine(Path.GetTempPath(), $"glusterdr-{Guid.NewGuid():N}.sock");
        ScaledClock clock = new(factor: 50, TimeProvider.System.GetUtcNow());
        SimulatedWorld world = Scenarios.TwoSites(clock, options: new WorldOptions { Latency = new LatencyTable { Factor = 0 } });
        await using SitesServer server = SitesServer.Listen(world, path);
        using CancellationTokenSource end = new();
        Task serving = server.RunAsync(end.Token);

        SitesClient client = await SitesClient.ConnectAsync(path);
        RemoteHost p1 = new("p1", new SshSettings());
        RemoteResult listed = await client.RunAsync(p1, new RemoteCommand(["gluster", "volume", "list"], TimeSpan.FromMinutes(1)));
        listed.StandardOutput.ShouldBe("gv1\n");
        await client.AskAsync("glusterd-down", "p1");
        (await client.RunAsync(p1, new RemoteCommand(["gluster", "volume", "list"], TimeSpan.FromMinutes(1)))).ExitCode.ShouldBe(1);
        await client.AskAsync("host-down", "p1");
        DrException down = await Should.ThrowAsync<DrException>(() => client.RunAsync(p1, new RemoteCommand(["gluster"], TimeSpan.FromMinutes(1))));
        down.Error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        (await client.AskAsync("report")).ShouldContain("backup/gv2 vm1: ");
        (await client.AskAsync("help")).ShouldContain("kill-feeds");
        DateTimeOffset before = clock.GetUtcNow();
        DateTimeOffset there = client.Clock.GetUtcNow();
        there.ShouldBeInRange(before, clock.GetUtcNow());

        await end.CancelAsync();
        await serving;
    }
}
