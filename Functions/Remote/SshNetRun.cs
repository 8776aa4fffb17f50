using System.Text;
using GlusterDr.Errors;
using GlusterDr.Remote;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace GlusterDr.Functions.Remote;

/// <summary>Runs one command over one connection.</summary>
internal sealed class SshNetRun(RemoteHost host, RemoteCommand command, SshNetRunnerOptions options, TimeProvider time)
{
    // What a login script may print before the shell is there.
    private const int MaxNoise = 1 << 20;

    // Beyond the bound that holds at the host: the time that its answer takes.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    // What a cancelled command may take to be ended at the host.
    private static readonly TimeSpan s_endBound = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_outputCheck = TimeSpan.FromMilliseconds(200);

    private readonly LoginLine _line = new(command, host.Ssh.Sudo);

    public async Task<SshNetOutcome> RunAsync(SshNetConnection connection, CancellationToken cancellation)
    {
        SshClient client = await connection.OpenAsync(cancellation);
        SshCommand? ssh = null;
        Task<Task>? starting = null;
        try
        {
            ssh = client.CreateCommand(_line.Text);
            starting = StartAsync(ssh);
            Task ended = await starting.WaitAsync(cancellation);
            return await FinishAsync(connection, ssh, ended, cancellation);
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            cancellation.ThrowIfCancellationRequested();
            return NotStarted(e);
        }
        finally
        {
            await CloseAsync(ssh, starting);
        }
    }

    // The library asks for the session and the command by blocking calls, and then leaves a task for the command's end.
    // With threads of their own many that wait for a dead host leave the rest of the application its own.
    private static Task<Task> StartAsync(SshCommand ssh) => Task.Factory.StartNew(
        () => ssh.ExecuteAsync(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // Takes up to a second where the command goes on at the host. What is still being started is closed when it is.
    private static async Task CloseAsync(SshCommand? ssh, Task<Task>? starting)
    {
        if (starting is not null)
        {
            Task closing = starting.ContinueWith(_ => Close(ssh!), TaskScheduler.Default);
            await (starting.IsCompleted ? closing : Task.CompletedTask);
        }
    }

    private static void Close(SshCommand ssh)
    {
        try
        {
            ssh.Dispose();
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            // It was closed from the other side meanwhile.
        }
    }

    private async Task<SshNetOutcome> FinishAsync(
        SshNetConnection connection, SshCommand ssh, Task ended, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        TimeSpan bound = CommandWrapping.BoundAtHost(command) + s_margin;
        using CancellationTokenSource limit = new(bound, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        _ = Task.Run(() => Write(ssh), CancellationToken.None);
        try
        {
            if (!await EndsAsync(ssh, ended, connection.Lost, both.Token))
            {
                await EndAsync(connection, ssh, ended);
                return new SshNetOutcome(null, CommandFaults.TooMuch(host, command, options.MaxOutputBytes));
            }

            return Judge(ssh, time.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            await EndAsync(connection, ssh, ended);
            cancellation.ThrowIfCancellationRequested();
            Error late = CommandErrors.TimedOut(host, command, $"no answer within {bound.TotalSeconds:0} s");
            return new SshNetOutcome(null, late, ConnectionLost: true);
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            return Lost($"The connection was lost while the command ran; it may have had its effect. {e.Message}", started: true);
        }
    }

    // False: it has printed too much.
    private async Task<bool> EndsAsync(SshCommand ssh, Task ended, Task lost, CancellationToken cancellation)
    {
        // The library takes in all that comes, so one must look now and then.
        bool TooMuch() => Math.Max(ssh.OutputStream.Length, ssh.ExtendedOutputStream.Length) > options.MaxOutputBytes;
        while (await Task.WhenAny(ended, lost, Task.Delay(s_outputCheck, time, cancellation)) != ended)
        {
            cancellation.ThrowIfCancellationRequested();
            if (lost.IsCompleted)
            {
                throw new SshConnectionException("The host did not answer any more, or the connection was closed here.");
            }

            if (TooMuch())
            {
                return false;
            }
        }

        await ended;
        return !TooMuch();
    }

    // Closing the channel ends nothing at the host, and sshd heeds signals only of some users: so it is told to.
    private async Task EndAsync(SshNetConnection connection, SshCommand ssh, Task ended)
    {
        try
        {
            await Task.WhenAll(TellToEndAsync(connection, ssh), ended).WaitAsync(s_endBound, time);
        }
        catch (Exception e) when (e is TimeoutException || SshNetErrors.IsOfConnection(e))
        {
            // What ends it then is timeout(1) at the host.
        }
    }

    private async Task TellToEndAsync(SshNetConnection connection, SshCommand ssh)
    {
        if (await Task.Run(() => ReadProcessId(ssh)) is { } processId)
        {
            await connection.RunAsideAsync(LoginLine.End(processId, host.Ssh.Sudo), s_endBound);
        }
    }

    // Waits for the shell to say it, or for the session to be closed.
    private int? ReadProcessId(SshCommand ssh)
    {
        byte[] buffer = new byte[16 * 1024];
        string output = "";
        for (int n; output.Length < MaxNoise && (n = ssh.OutputStream.Read(buffer)) > 0;)
        {
            output += Encoding.UTF8.GetString(buffer, 0, n);
            if (_line.AfterReady(output, out int processId) is not null)
            {
                return processId;
            }
        }

        return null;
    }

    private void Write(SshCommand ssh)
    {
        try
        {
            using Stream input = ssh.CreateInputStream();
            input.Write(Encoding.UTF8.GetBytes(_line.Go + command.StandardInput));
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            // It has ended, and needs no more; or it does not read, and ends for lack of time.
        }
    }

    private SshNetOutcome Judge(SshCommand ssh, TimeSpan elapsed)
    {
        int? exit = ssh.ExitSignal is { } signal ? ExitSignals.ExitCode(signal) : ssh.ExitStatus;
        string output = ssh.Result;
        string error = ssh.Error;
        if (exit is null)
        {
            return Lost("The session ended without a word; the command may have had its effect.", started: true);
        }

        if (_line.AfterReady(output, out _) is not { } said)
        {
            return new SshNetOutcome(null, CommandFaults.NoShell(host, command, $"{output} {error}".Trim()), Started: false);
        }

        RemoteResult result = new(exit.Value, said, _line.AfterReady(error, out _) ?? error);
        return CommandErrors.Find(host, command, result.ExitCode, result.StandardError, elapsed) is { } failure
            ? new SshNetOutcome(null, failure)
            : new SshNetOutcome(result, null);
    }

    // It never got our word. An answer that is a refusal shows that the connection is well.
    private SshNetOutcome NotStarted(Exception e)
    {
        bool refused = e.GetType() == typeof(SshException);
        string message = $"No session for the command, which was not started: {e.Message.TrimEnd('.')}.";
        return Lost(message, started: false) with { Refused = refused, ConnectionLost = !refused };
    }

    private SshNetOutcome Lost(string message, bool started) =>
        new(null, SshNetErrors.Unreachable(host, message, command.ToString()), started, ConnectionLost: true);
}
