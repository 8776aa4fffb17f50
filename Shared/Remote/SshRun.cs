using GlusterDr.Errors;

namespace GlusterDr.Remote;

/// <summary>Runs one command over one connection.</summary>
internal sealed class SshRun(RemoteHost host, RemoteCommand command, OpenSshRunnerOptions options, TimeProvider time)
{
    private const int SshFailed = 255;

    // Beyond the bound that holds at the host: the time that its answer takes.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly RemoteLine _line = new(command, host.Ssh.Sudo);

    private TimeSpan ShellBound => host.Ssh.ConnectTimeout + options.SessionTimeout;

    public async Task<SshOutcome> RunAsync(string socket, CancellationToken cancellation)
    {
        IReadOnlyList<string> arguments = new SshArguments(host, options).Run(socket, _line.Text);
        using SshProcess ssh = SshProcess.Start(options.Program, arguments, _line.Ready, options.MaxOutputBytes);
        bool? ready = await ReadyAsync(ssh, cancellation);
        return ready switch
        {
            true => await FinishAsync(ssh, cancellation),
            false => await NoShellAsync(ssh, cancellation),
            null => new SshOutcome(null, NoShell(), Started: false, ConnectionLost: true),
        };
    }

    // Null: nothing was heard in time.
    private async Task<bool?> ReadyAsync(SshProcess ssh, CancellationToken cancellation)
    {
        try
        {
            return await ssh.Ready.WaitAsync(ShellBound, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<SshOutcome> NoShellAsync(SshProcess ssh, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Margin);
        if (await ssh.ExitAsync(limit.Token) == SshFailed)
        {
            return new SshOutcome(null, SshErrors.Classify(host, ssh.Error, command.ToString()), Started: false, ConnectionLost: true);
        }

        string said = $"{ssh.Output} {ssh.Error}".Trim();
        return Failed(started: false, new Error(
            ErrorCodes.HostAccessDenied,
            ErrorClass.NeedsPerson,
            $"The login shell did not run the command line: {Shorten(said)}",
            host.Name,
            command.ToString(),
            "The user needs a POSIX login shell (sh, bash, dash, zsh), and no forced command for this key."));
    }

    private async Task<SshOutcome> FinishAsync(SshProcess ssh, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        TimeSpan bound = CommandWrapping.BoundAtHost(command) + Margin;
        using CancellationTokenSource limit = new(bound, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            Task writing = ssh.WriteAsync(_line.Go + command.StandardInput, both.Token);
            await ssh.ExitAsync(both.Token);
            await writing;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SshOutcome(null, TimedOut($"no answer within {bound.TotalSeconds:0} s"), Started: true, ConnectionLost: true);
        }

        return Judge(ssh, time.GetElapsedTime(start));
    }

    private SshOutcome Judge(SshProcess ssh, TimeSpan elapsed)
    {
        if (ssh.Overflowed)
        {
            return Failed(started: true, new Error(
                ErrorCodes.OutputUnreadable,
                ErrorClass.Permanent,
                $"The command printed more than {options.MaxOutputBytes >> 20} MiB.",
                host.Name,
                command.ToString()));
        }

        RemoteErrorStream error = _line.Split(ssh.Error);
        if (error.ExitCode is not { } exit)
        {
            Error lost = SshErrors.Classify(host, error.Diagnostics, command.ToString());
            return new SshOutcome(null, InMidCommand(lost), Started: true, ConnectionLost: true);
        }

        return CommandErrors.Find(host, command, exit, error.Command, elapsed) is { } failure
            ? Failed(started: true, failure)
            : new SshOutcome(new RemoteResult(exit, ssh.Output, error.Command), null, Started: true, ConnectionLost: false);
    }

    private Error NoShell() => new(
        ErrorCodes.HostUnreachable,
        ErrorClass.Transient,
        $"No shell appeared within {ShellBound.TotalSeconds:0} s; the command was not started.",
        host.Name,
        command.ToString(),
        "Check the load of the host, the network between, and the login shell of the user.");

    private static Error InMidCommand(Error lost) => lost with
    {
        Code = ErrorCodes.HostUnreachable,
        Class = ErrorClass.Transient,
        Message = $"The connection was lost while the command ran; it may have had its effect. {lost.Message}",
    };

    private static SshOutcome Failed(bool started, Error error) => new(null, error, started, ConnectionLost: false);

    private Error TimedOut(string how) => CommandErrors.TimedOut(host, command, how);

    private static string Shorten(string text) => text.Length <= 300 ? text : text[..300] + " ...";
}
