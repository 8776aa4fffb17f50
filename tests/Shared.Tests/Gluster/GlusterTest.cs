using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Gluster;

/// <summary>What tests of the client share: a pool, a session, and a clock that runs by itself.</summary>
public abstract class GlusterTest
{
    protected static GlusterPool Pool { get; } = new([Host("p1"), Host("p2"), Host("p3")]);

    protected static GeoRepSession Session { get; } = new("gv1", null, "s1", "gv2");

    protected ManualTimeProvider Time { get; } = new();

    protected static RemoteHost Host(string name) => new(name, new SshSettings());

    internal GlusterClient Client(ScriptedRunner runner) => new(runner, Time, NullLogger<GlusterClient>.Instance);

    protected Task RunAsync(Task task) => RunAsync(ResultOf(task));

    /// <summary>Waits for a task, and lets time pass to its next timer whenever it waits.</summary>
    protected async Task<T> RunAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            if (!Time.AdvanceToNextTimer())
            {
                await Task.WhenAny(task, Time.WhenTimerIsSetAsync());
            }

            await Task.Yield();
        }

        return await task;
    }

    protected async Task<Error> FailAsync<T>(Task<T> task) => (await Should.ThrowAsync<DrException>(() => RunAsync(task))).Error;

    protected async Task<Error> FailAsync(Task task) => await FailAsync(Wrap(task));

    private static async Task<bool> Wrap(Task task)
    {
        await task;
        return true;
    }

    private static async Task<bool> ResultOf(Task task)
    {
        await task;
        return true;
    }
}
