using System.Text;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Remote.Connections;
using GlusterDr.Sites;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace GlusterDr.Functions.Remote;

/// <summary>Runs one command over one connection.</summary>
internal sealed class SshNetRun(RemoteHost host, RemoteCommand command, SshNetRunnerOptions options, TimeProvider time)
{
    // The time for ending a command at the host. A caller that cancels does not wait for it.
    private static readonly TimeSpan s_endBound = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_outputCheck = TimeSpan.FromMilliseconds(200);

    private readonly LoginLine _line = new(command, host.Ssh.Sudo);

    public async Task<RemoteOutcome> RunAsync(SshNetConnection connection, Action started, CancellationToken cancellation)
    {
        SshNetStart? start = null;
        try
        {
            SshClient client = await connection.ClientAsync(cancellation);
            SshCommand ssh = client.CreateCommand(_line.Text);
            start = new SshNetStart(ssh, _line);
            if (await ReadyAsync(start, connection.Lost, cancellation) is not { } ready)
            {
                return await NoShellAsync(start, ssh);
            }

            started();
            return await FinishAsync(connection, ssh, start, ready, cancellation);
        }
        catch (TimeoutException)
        {
            return NotStarted(HostErrors.NoShell(host, command, options.StartTimeout));
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            cancellation.ThrowIfCancellationRequested();
            return NoSession(e);
        }
        finally
        {
            await (start?.CloseAsync() ?? Task.CompletedTask);
        }
    }

    private async Task<SshNetStart.Started?> ReadyAsync(SshNetStart start, Task lost, CancellationToken cancellation)
    {
        await Task.WhenAny(start.Ready, lost).WaitAsync(options.StartTimeout, time, cancellation);
        return start.Ready.IsCompleted ? await start.Ready : throw ConnectionClosed();
    }

    private async Task<RemoteOutcome> NoShellAsync(SshNetStart start, SshCommand ssh)
    {
        if ((await start.Executed).IsCompleted)
        {
            // Throws if the connection was lost.
            await await start.Executed;
        }

        return NotStarted(HostErrors.WrongShell(host, command, $"{start.Noise} {ssh.Error}".Trim()));
    }

    private async Task<RemoteOutcome> FinishAsync(
        SshNetConnection connection, SshCommand ssh, SshNetStart begun, SshNetStart.Started ready, CancellationToken cancellation)
    {
        Task ended = await begun.Executed;
        Task<bool> writing = begun.Write(() => Write(ssh));
        long start = time.GetTimestamp();
        TimeSpan bound = CommandWrapping.BoundHere(command);
        using CancellationTokenSource limit = new(bound, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            if (!await EndsAsync(ssh, ended, writing, connection.Lost, both.Token))
            {
                await EndAsync(connection, ready.ProcessId, ended);
                return new RemoteOutcome(null, CommandErrors.TooMuch(host, command, options.MaxOutputBytes));
            }

            return Evaluate(ssh, ready, time.GetElapsedTime(start));
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && both.IsCancellationRequested))
        {
            await EndAsync(connection, ready.ProcessId, ended);
            cancellation.ThrowIfCancellationRequested();
            string how = e is TimeoutException ? e.Message : $"no answer within {bound.TotalSeconds:0} s";
            return new RemoteOutcome(null, CommandErrors.TimedOut(host, command, how)) { ConnectionLost = true };
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            return Lost($"The connection was lost while the command ran; it may have had its effect. {e.Message}");
        }
    }

    // False: its output is too large.
    private async Task<bool> EndsAsync(SshCommand ssh, Task ended, Task<bool> writing, Task lost, CancellationToken cancellation)
    {
        // The library buffers all output, so its size must be checked periodically.
        bool TooMuch() => Math.Max(ssh.OutputStream.Length, ssh.ExtendedOutputStream.Length) > options.MaxOutputBytes;
        while (await Task.WhenAny(ended, lost, Task.Delay(s_outputCheck, time, cancellation)) != ended)
        {
            cancellation.ThrowIfCancellationRequested();
            if (lost.IsCompleted)
            {
                throw ConnectionClosed();
            }

            if (TooMuch())
            {
                return false;
            }

            if (writing.IsCompletedSuccessfully && !writing.Result)
            {
                throw new TimeoutException($"it took none of its input for {options.StartTimeout.TotalSeconds:0} s");
            }
        }

        await ended;
        return !TooMuch();
    }

    // Closing the channel does not end the command at the host, and sshd accepts signals only from some users, so another command ends it.
    private async Task EndAsync(SshNetConnection connection, int processId, Task ended)
    {
        try
        {
            await Task.WhenAll(connection.RunAsideAsync(_line.End(processId), s_endBound), ended)
                .WaitAsync(s_endBound, time);
        }
        catch (Exception e) when (e is TimeoutException || SshNetErrors.IsOfConnection(e))
        {
            // timeout(1) at the host ends it then.
        }
    }

    // False: the command did not read all of it within the library's time limit.
    private bool Write(SshCommand ssh)
    {
        try
        {
            Stream input = ssh.CreateInputStream();
            input.Write(Encoding.UTF8.GetBytes(_line.Input));
            if (_line.HasInput)
            {
                // Signals the end of the input, which must not happen after a part of it.
                input.Dispose();
            }

            return true;
        }
        catch (SshOperationTimeoutException)
        {
            return false;
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            // The connection is lost, which the end of the command reports.
            return true;
        }
    }

    private RemoteOutcome Evaluate(SshCommand ssh, SshNetStart.Started ready, TimeSpan elapsed)
    {
        int? exit = ssh.ExitSignal is { } signal ? ExitSignals.ExitCode(signal) : ssh.ExitStatus;
        if (exit is null)
        {
            return Lost("The session ended without an exit code; the command may have had its effect.");
        }

        string error = ssh.Error;
        RemoteResult result = new(exit.Value, ready.Output + ssh.Result, _line.AfterReady(error, out _) ?? error);
        return CommandErrors.Find(host, command, result.ExitCode, result.StandardError, elapsed) is { } failure
            ? new RemoteOutcome(null, failure)
            : new RemoteOutcome(result, null);
    }

    // The command got no start signal. A refusal shows that the connection works.
    private RemoteOutcome NoSession(Exception e)
    {
        bool refused = e.GetType() == typeof(SshException);
        string message = refused
            ? "The host accepts no session for the command, which was not started (MaxSessions in sshd_config)."
            : $"The connection was lost before the command was started. {e.Message}";
        return NotStarted(Unreachable(message)) with { Refused = refused, ConnectionLost = !refused };
    }

    private RemoteOutcome Lost(string message) => new(null, Unreachable(message)) { ConnectionLost = true };

    private Error Unreachable(string message) => SshNetErrors.Unreachable(host, message, command.ToString());

    private static RemoteOutcome NotStarted(Error error) => new(null, error) { Started = false };

    private static SshConnectionException ConnectionClosed() => new("The host did not answer any more, or the connection was closed here.");
}
