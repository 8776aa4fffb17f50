using System.ComponentModel;
using GlusterDr.Errors;

namespace GlusterDr.Remote;

/// <summary>One connection to a host that several commands share, behind a control socket.</summary>
internal sealed class SshConnection(RemoteHost host, string socket, OpenSshRunnerOptions options, TimeProvider time)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private Task? _opening;

    /// <summary>The control socket.</summary>
    public string Socket => socket;

    /// <summary>Commands that run on it now; its pool's business.</summary>
    public int InUse { get; set; }

    /// <summary>Whether it was made and has not ended by itself since.</summary>
    public bool IsOpen => _opening is { IsCompletedSuccessfully: true } && File.Exists(socket);

    /// <summary>Whether it can still be used: not yet made, being made, or open.</summary>
    public bool IsUsable => _opening is not { IsCompleted: true } || IsOpen;

    /// <summary>Makes the connection; all who ask at the same time share one attempt and its failure.</summary>
    /// <exception cref="DrException">There is none; nothing was run.</exception>
    public Task OpenAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            _opening ??= OpenAsync();
        }

        return _opening.WaitAsync(cancellation);
    }

    /// <summary>Ends it, with the commands that run on it.</summary>
    public async Task CloseAsync()
    {
        try
        {
            using CancellationTokenSource limit = new(CloseTimeout, time);
            using SshProcess exit = SshProcess.Start(options.Program, new SshArguments(host, options).Close(socket), "", 1 << 16);
            await exit.ExitAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or Win32Exception)
        {
            // It ends by itself when idle.
        }

        File.Delete(socket);
    }

    private async Task OpenAsync()
    {
        string tried = $"{options.Program} {host.Name}";
        TimeSpan bound = host.Ssh.ConnectTimeout + options.SessionTimeout;
        using CancellationTokenSource limit = new(bound, time);
        try
        {
            await Task.Yield();
            using SshProcess open = SshProcess.Start(options.Program, new SshArguments(host, options).Open(socket), "", 1 << 16);
            int exit = await open.ExitAsync(limit.Token);
            if (exit != 0)
            {
                throw new DrException(SshErrors.Classify(host, open.Error, tried));
            }
        }
        catch (OperationCanceledException)
        {
            throw new DrException(SshErrors.Classify(host, $"no login within {bound.TotalSeconds:0} s", tried));
        }
        catch (Win32Exception e)
        {
            throw new DrException(
                new Error(
                    ErrorCodes.CommandMissing,
                    ErrorClass.Permanent,
                    $"The OpenSSH client cannot be started here: {e.Message}.",
                    Tried: tried,
                    Advice: "Install the package openssh-client where GlusterDr runs."),
                e);
        }
    }
}
