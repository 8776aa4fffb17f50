using System.Diagnostics;

namespace GlusterDr.Tests.Lab;

/// <summary>A running sync, in a process that tests can stop or kill.</summary>
internal sealed class LiveSync : IDisposable
{
    private readonly Process _process;
    private readonly Task<ShellResult> _end;

    private LiveSync(Process process, TimeSpan bound)
    {
        _process = process;
        // The output is read from the beginning, because a process whose pipe is full blocks.
        _end = Shell.ToTheEndAsync(process, bound, "sync");
    }

    public bool IsOver => _process.HasExited;

    /// <summary>Starts a run. A process that has not ended after the bound, by default that of all commands, is killed.</summary>
    public static LiveSync Start(GlusterDrCli cli, string policy = "lab", TimeSpan? bound = null) =>
        new(cli.Start("sync", policy, "--output", "json"), bound ?? GlusterDrCli.Bound);

    /// <summary>Sends it a signal, by name: STOP, CONT, KILL.</summary>
    public async Task SignalAsync(string signal) =>
        (await Shell.RunAsync(TimeSpan.FromMinutes(1), "kill", $"-{signal}", $"{_process.Id}")).ShouldSucceed();

    public async Task<SyncOutcome> EndAsync() => SyncOutcome.Of(await _end);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
