using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Gluster.Cli;

/// <summary>Runs <c>gluster</c> on the first usable node of the pool, and repeats it for a limited time while Gluster is busy.</summary>
internal sealed class GlusterCli(IRemoteRunner runner, TimeProvider time, ILogger logger, GlusterClientOptions options)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);
    private readonly NodeChoice _nodes = new();
    private readonly VolumeTurns _turns = new();

    /// <summary>Runs a command with XML output. A failure is returned; an exception means that no node answered, or that Gluster stayed busy.</summary>
    public Task<GlusterReply> XmlAsync(GlusterPool pool, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsync(pool, ["--mode=script", "--xml"], [.. arguments], cancellation);

    /// <summary>Runs a command with plain text output, for commands without XML.</summary>
    public Task<GlusterReply> TextAsync(GlusterPool pool, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsync(pool, ["--mode=script"], [.. arguments], cancellation);

    private async Task<GlusterReply> RunAsync(
        GlusterPool pool, string[] flags, string[] arguments, CancellationToken cancellation)
    {
        RemoteCommand command = new(["gluster", .. flags, .. arguments], options.CommandTimeout);
        long start = time.GetTimestamp();
        for (Backoff backoff = new(options.FirstRetry, LongestPause); ; backoff = backoff.Next)
        {
            GlusterReply reply = await _turns.TakeAsync(pool, arguments, () => RunOnAnyAsync(pool, command, cancellation), cancellation);
            bool again = reply.IsBusy || (reply.IsBare && !IsStatus(arguments));
            if (!again)
            {
                return reply;
            }

            if (time.GetElapsedTime(start) + backoff.Pause > options.BusyTimeout)
            {
                throw GlusterErrors.Busy(reply, time.GetElapsedTime(start));
            }

            GlusterLog.Busy(logger, reply.Host, reply.Command, backoff.Pause.TotalSeconds);
            await Task.Delay(backoff.Pause, time, cancellation);
        }
    }

    // With --xml a failed status command gives no reason. The caller repeats it in plain text.
    private static bool IsStatus(string[] arguments) => arguments.Contains("status");

    private Task<GlusterReply> RunOnAnyAsync(GlusterPool pool, RemoteCommand command, CancellationToken cancellation) =>
        _nodes.TryAsync(pool, host => RunOnAsync(host, command, cancellation), MayServeElsewhere, Passed);

    private async Task<GlusterReply> RunOnAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation)
    {
        GlusterReply reply = new(host, command, await runner.RunAsync(host, command, cancellation));
        if (reply.IsCrash)
        {
            throw new DrException(CommandText.Crash(reply.ExitCode, host.Name, reply.Command));
        }

        return !reply.IsGlusterdDown
            ? reply
            : throw new DrException(new Error(
                ErrorCodes.GlusterdDown,
                ErrorClass.Transient,
                "glusterd does not answer.",
                host.Name,
                reply.Command,
                "Start it: systemctl start glusterd"));
    }

    private static bool MayServeElsewhere(Error error) =>
        error.Code is ErrorCodes.HostUnreachable or ErrorCodes.HostBusy or ErrorCodes.GlusterdDown
            or ErrorCodes.CommandTimeout or ErrorCodes.CommandCrashed;

    private void Passed(RemoteHost host, Error error) => GlusterLog.NodePassed(logger, host.Name, error.Code, error.Message);
}
