using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Gluster.Cli;

/// <summary>Base class of tests of the client: a pool, a session, and a simulated clock.</summary>
public abstract class GlusterTest
{
    protected static GlusterPool Pool { get; } = new([Host("p1"), Host("p2"), Host("p3")]);

    protected static GeoRepSession Session { get; } = new("gv1", null, "s1", "gv2");

    protected Simulation Simulation { get; } = new();

    protected ManualTimeProvider Time => Simulation.Clock;

    protected static RemoteHost Host(string name) => new(name, new SshSettings());

    internal GlusterClient Client(ScriptedRunner runner) => new(runner, Time, NullLogger<GlusterClient>.Instance);

    protected Task RunAsync(Func<Task> work) => Simulation.RunUntilAsync(work);

    protected Task<T> RunAsync<T>(Func<Task<T>> work) => Simulation.RunUntilAsync(work);

    protected async Task<Error> FailAsync(Func<Task> work) => (await Should.ThrowAsync<DrException>(() => RunAsync(work))).Error;
}
