using System.Diagnostics;

namespace GlusterDr.Tests.Lab;

/// <summary>A running sync, in a process that tests can stop or kill.</summary>
internal sealed class LiveSync : IDisposable
{
    private readonly Process _process;
    private readonly Task<ShellResult> _end;

    private LiveSync(Process process)
    {
        _process = process;
        // The output is read from the beginning, because a process whose pipe is full blocks.
        _end = Shell.ToTheEndAsync(process, GlusterDrCli.Bound, "sync");
    }

    public bool IsOver => _process.HasExited;

    public static LiveSync Start(GlusterDrCli cli, string policy = "lab") => new(cli.Start("sync", policy, "--output", "json"));

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
