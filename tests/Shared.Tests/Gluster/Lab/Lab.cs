using System.Diagnostics.CodeAnalysis;
using GlusterDr.Gluster;
using GlusterDr.Remote;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Gluster.Lab;

/// <summary>The lab's two sites, and what our code knows of them.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public sealed class Lab : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly OpenSshRunner _runner = new(TimeProvider.System, NullLogger<OpenSshRunner>.Instance);

    public Lab()
    {
        Client = new GlusterClient(_runner, TimeProvider.System, NullLogger<GlusterClient>.Instance);
        Agent = new VolumeAgent(_runner, NullLogger<VolumeAgent>.Instance);
        Logs = new GSyncLogReader(_runner);
    }

    public static string SshConfig => Path.Combine(State, "ssh_config");

    public static GeoRepSession Session { get; } = new("gv1", null, "s1", "gv2");

    public GlusterClient Client { get; }

    public VolumeAgent Agent { get; }

    public GSyncLogReader Logs { get; }

    public GlusterPool Primary { get; } = new([Host("p1"), Host("p2"), Host("p3")]);

    public GlusterPool Secondary { get; } = new([Host("s1")]);

    private static string State => Environment.GetEnvironmentVariable("GLUSTERDR_LAB_STATE") ?? "/var/tmp/glusterdr-lab";

    public static RemoteHost Host(string name) => new(name, new SshSettings { ConfigFile = SshConfig });

    /// <summary>Runs a script on a node and returns what it prints; it must succeed.</summary>
    public async Task<string> ShellAsync(string node, string script)
    {
        RemoteResult result = await _runner.RunAsync(Host(node), new RemoteCommand(["bash", "-ec", script], Patience));
        result.ExitCode.ShouldBe(0, result.StandardError);
        return result.StandardOutput;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _runner.DisposeAsync();
}
