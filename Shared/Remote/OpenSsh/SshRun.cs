using GlusterDr.Errors;
using GlusterDr.Remote.Connections;
using GlusterDr.Sites;

namespace GlusterDr.Remote.OpenSsh;

/// <summary>Runs one command over one connection.</summary>
internal sealed class SshRun(RemoteHost host, RemoteCommand command, OpenSshRunnerOptions options, TimeProvider time)
{
    private const int SshFailed = 255;

    // ssh has closed its output, so it is about to end.
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(30);

    private readonly RemoteLine _line = new(command, host.Ssh.Sudo);

    public async Task<RemoteOutcome> RunAsync(string socket, Action started, CancellationToken cancellation)
    {
        IReadOnlyList<string> arguments = new SshArguments(host, options).Run(socket, _line.Text);
        using SshProcess ssh = SshProcess.Start(options.Program, arguments, _line.Ready, options.MaxOutputBytes);
        bool? ready = await ReadyAsync(ssh, cancellation);
        if (ready != true)
        {
            return ready is null ? NotStarted(HostErrors.NoShell(host, command, options.StartTimeout)) : await NoShellAsync(ssh, cancellation);
        }

        started();
        return await FinishAsync(ssh, cancellation);
    }

    // Null: there was no answer in time.
    private async Task<bool?> ReadyAsync(SshProcess ssh, CancellationToken cancellation)
    {
        try
        {
            return await ssh.Ready.WaitAsync(options.StartTimeout, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<RemoteOutcome> NoShellAsync(SshProcess ssh, CancellationToken cancellation)
    {
        int? exit = await ExitAsync(ssh, cancellation);
        if (exit is not (null or SshFailed))
        {
            return NotStarted(HostErrors.WrongShell(host, command, $"{ssh.Output} {ssh.Error}".Trim()));
        }

        if (SshErrors.IsSessionRefused(ssh.Error))
        {
            string message = "The host accepts no session for the command, which was not started (MaxSessions in sshd_config)";
            return NotStarted(SshErrors.Unreachable(host, command.ToString(), message)) with { Refused = true };
        }

        string said = SshErrors.OfSharedConnection(ssh.Error);
        return NotStarted(SshErrors.Classify(host, said, command.ToString())) with { ConnectionLost = true };
    }

    private async Task<int?> ExitAsync(SshProcess ssh, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = new(EndBound, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await ssh.ExitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<RemoteOutcome> FinishAsync(SshProcess ssh, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        TimeSpan bound = CommandWrapping.BoundHere(command);
        using CancellationTokenSource limit = new(bound, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            Task writing = ssh.WriteAsync(_line.Go + command.StandardInput, both.Token);
            await ssh.ExitAsync(both.Token);
            if (!ssh.IsWhole)
            {
                both.Token.ThrowIfCancellationRequested();
            }

            await writing;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(CommandErrors.TimedOut(host, command, $"no answer within {bound.TotalSeconds:0} s")) with { ConnectionLost = true };
        }

        return Evaluate(ssh, time.GetElapsedTime(start));
    }

    private RemoteOutcome Evaluate(SshProcess ssh, TimeSpan elapsed)
    {
        if (ssh.Overflowed)
        {
            return Failed(CommandErrors.TooMuch(host, command, options.MaxOutputBytes));
        }

        // Output that was not read completely may lack the end of the answer.
        if (!ssh.IsWhole)
        {
            return Failed(CommandErrors.TimedOut(host, command, "its output did not end with it")) with { ConnectionLost = true };
        }

        CommandErrors.ErrorStream error = _line.Split(ssh.Error);
        if (error.ExitCode is not { } exit)
        {
            Error lost = SshErrors.Classify(host, SshErrors.OfSharedConnection(error.Diagnostics), command.ToString());
            return Failed(InMidCommand(lost)) with { ConnectionLost = true };
        }

        return CommandErrors.Find(host, command, exit, error.Command, elapsed) is { } failure
            ? Failed(failure)
            : new RemoteOutcome(new RemoteResult(exit, ssh.Output, error.Command), null);
    }

    private static Error InMidCommand(Error lost) => lost with
    {
        Code = ErrorCodes.HostUnreachable,
        Class = ErrorClass.Transient,
        Message = $"The connection was lost while the command ran; it may have had its effect. {lost.Message}",
    };

    private static RemoteOutcome Failed(Error error) => new(null, error);

    private static RemoteOutcome NotStarted(Error error) => new(null, error) { Started = false };
}
