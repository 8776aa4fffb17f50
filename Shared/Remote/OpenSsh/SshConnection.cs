using System.ComponentModel;
using GlusterDr.Errors;
using GlusterDr.Remote.Connections;
using GlusterDr.Sites;

namespace GlusterDr.Remote.OpenSsh;

/// <summary>One connection of the ssh client, behind a control socket.</summary>
internal sealed class SshConnection(RemoteHost host, string socket, OpenSshRunnerOptions options, TimeProvider time) : IHostConnection
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private Task? _opening;

    /// <inheritdoc/>
    public bool IsOpen => _opening is { IsCompletedSuccessfully: true } && File.Exists(socket);

    /// <inheritdoc/>
    public bool IsUsable => _opening is not { IsCompleted: true } || IsOpen;

    private string Tried => $"{options.Program} {host.Name}";

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            _opening ??= Task.Run(OpenAsync, CancellationToken.None);
        }

        return _opening.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<RemoteOutcome> RunAsync(RemoteCommand command, Action started, CancellationToken cancellation) =>
        new SshRun(host, command, options, time).RunAsync(socket, started, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!IsOpen)
        {
            return;
        }

        try
        {
            using CancellationTokenSource limit = new(CloseTimeout, time);
            using SshProcess exit = SshProcess.Start(options.Program, new SshArguments(host, options).Close(socket), "", 1 << 16);
            await exit.ExitAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or Win32Exception)
        {
            // It closes by itself when idle.
        }

        File.Delete(socket);
    }

    private async Task OpenAsync()
    {
        using LoginProgress progress = new(host.Ssh.ConnectTimeout, time);
        using CancellationTokenSource limit = new(host.Ssh.ConnectTimeout + options.LoginTimeout, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, progress.Unanswered);
        try
        {
            using SshProcess open = SshProcess.Start(
                options.Program, new SshArguments(host, options).Open(socket), "", 1 << 16, progress.Add);
            if (await open.ExitAsync(both.Token) != 0)
            {
                throw new DrException(SshErrors.Classify(host, open.Error, Tried));
            }
        }
        catch (OperationCanceledException)
        {
            throw new DrException(SshErrors.Unreachable(host, Tried, progress.Unanswered.IsCancellationRequested
                ? $"the host did not accept a connection within {host.Ssh.ConnectTimeout.TotalSeconds:0.#} s"
                : $"the login did not end within {options.LoginTimeout.TotalSeconds:0} s, although the host accepted the connection"));
        }
        catch (Win32Exception e)
        {
            throw new DrException(
                new Error(
                    ErrorCodes.CommandMissing,
                    ErrorClass.Permanent,
                    $"The OpenSSH client cannot be started here: {e.Message}.",
                    Tried: Tried,
                    Advice: "Install the package openssh-client where GlusterDr runs."),
                e);
        }
    }
}
