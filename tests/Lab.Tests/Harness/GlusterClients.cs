using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Logs;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Replication;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Lab;

/// <summary>The product's own Gluster clients, connected to the lab's two sites.</summary>
public sealed class GlusterClients : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly OpenSshRunner _runner = new(TimeProvider.System, NullLogger<OpenSshRunner>.Instance);

    public GlusterClients()
    {
        Client = new GlusterClient(_runner, TimeProvider.System, NullLogger<GlusterClient>.Instance);
        Agent = new VolumeAgent(_runner, NullLogger<VolumeAgent>.Instance);
        Logs = new GSyncLogReader(_runner);
    }

    public static GeoRepSession Session { get; } = new("gv1", null, "s1", "gv2");

    public GlusterClient Client { get; }

    public VolumeAgent Agent { get; }

    public GSyncLogReader Logs { get; }

    public GlusterPool Primary { get; } = new([Host("p1"), Host("p2"), Host("p3")]);

    public GlusterPool Secondary { get; } = new([Host("s1")]);

    public static RemoteHost Host(string name) => new(name, new SshSettings { ConfigFile = LabSites.SshConfig });

    /// <summary>Runs a script on a node, which must succeed. Returns its output.</summary>
    public async Task<string> ShellAsync(string node, string script)
    {
        RemoteResult result = await _runner.RunAsync(Host(node), new RemoteCommand(["bash", "-ec", script], Patience));
        result.ExitCode.ShouldBe(0, result.StandardError);
        return result.StandardOutput;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _runner.DisposeAsync();
}
