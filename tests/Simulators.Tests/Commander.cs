using GlusterDr.Remote;
using GlusterDr.Simulators;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Simulators;

/// <summary>Sends commands to a world, as a person would type them, and runs the clock until they end.</summary>
internal sealed class Commander(SimulatedWorld world, Simulation simulation)
{
    public RemoteResult Run(string host, params string[] arguments) => RunAsync(host, arguments).GetAwaiter().GetResult();

    public Task<RemoteResult> RunAsync(string host, params string[] arguments) => simulation.RunUntilAsync(() => StartAsync(host, arguments));

    /// <summary>Sends a command, and leaves the clock to the caller.</summary>
    public Task<RemoteResult> StartAsync(string host, params string[] arguments) =>
        world.RunAsync(new RemoteHost(host, new SshSettings()), new RemoteCommand(arguments, TimeSpan.FromMinutes(2)));

    public RemoteResult Line(string host, string line) => Run(host, line.Split(' '));

    public string GeoRep(string action) => Line("p1", $"gluster --mode=script volume geo-replication gv1 s1::gv2 {action}").StandardOutput;

    public string Status() => GeoRep("status detail --xml");
}
