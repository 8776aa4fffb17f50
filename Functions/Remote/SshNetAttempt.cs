using System.Net.Sockets;
using GlusterDr.Errors;
using GlusterDr.Remote.Connections;
using GlusterDr.Sites;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace GlusterDr.Functions.Remote;

/// <summary>One attempt to log in.</summary>
internal sealed class SshNetAttempt
{
    private readonly RemoteHost _host;
    private readonly HostKeyPins _pins;
    private readonly SshClient _client;
    private readonly TaskCompletionSource _named = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Error? _distrust;

    /// <param name="host">The host.</param>
    /// <param name="client">A client that is not connected; disposed when the login fails.</param>
    /// <param name="pins">The keys that are trusted.</param>
    public SshNetAttempt(RemoteHost host, SshClient client, HostKeyPins pins)
    {
        _host = host;
        _pins = pins;
        _client = client;
        _client.HostKeyReceived += (_, shown) => Evaluate(shown);
        _client.ServerIdentificationReceived += (_, _) => _named.TrySetResult();
    }

    /// <summary>Logs in.</summary>
    /// <param name="bound">The time limit of the login after the TCP connection; the site's settings have the limit of the connection itself.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="DrException">The login failed. An untrusted key takes precedence over any other failure.</exception>
    public async Task LogInAsync(TimeSpan bound, TimeProvider time)
    {
        // Large parts of the library's login block the thread.
        Task<bool> connecting = SshNetConnection.LongRunning(Connect);
        try
        {
            if (!await IsThereAsync(connecting, time))
            {
                throw new SshOperationTimeoutException(
                    $"the host did not accept a connection within {_host.Ssh.ConnectTimeout.TotalSeconds:0.#} s");
            }

            await connecting.WaitAsync(bound, time);
        }
        catch (Exception e) when (_distrust is not null || e is TimeoutException || SshNetErrors.IsOfConnection(e))
        {
            _ = connecting.ContinueWith(Abandon, TaskScheduler.Default);
            throw new DrException(_distrust ?? ErrorOf(e, bound), e);
        }
    }

    private bool Connect()
    {
        _client.Connect();
        return true;
    }

    private void Abandon(Task<bool> connecting)
    {
        _ = connecting.Exception;
        _client.Dispose();
    }

    // The library does not report when the TCP connection is open. If the host has not sent its banner by then, another connection
    // shows whether the host is only busy, or does not answer.
    private async Task<bool> IsThereAsync(Task connecting, TimeProvider time)
    {
        TimeSpan bound = _host.Ssh.ConnectTimeout;
        using (CancellationTokenSource end = new())
        {
            Task soon = Task.Delay(bound, time, end.Token);
            if (await Task.WhenAny(connecting, _named.Task, soon) != soon)
            {
                await end.CancelAsync();
                return true;
            }
        }

        using CancellationTokenSource limit = new(bound, time);
        using TcpClient probe = new();
        try
        {
            await probe.ConnectAsync(_client.ConnectionInfo.Host, _client.ConnectionInfo.Port, limit.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Evaluate(HostKeyEventArgs shown)
    {
        // By default the library trusts every key.
        shown.CanTrust = false;
        HostKeyVerdict verdict = _pins.Evaluate(shown.HostKey);
        shown.CanTrust = verdict == HostKeyVerdict.Trusted;
        _distrust = shown.CanTrust
            ? null
            : SshNetErrors.HostKey(_host, verdict, $"{shown.HostKeyName} SHA256:{shown.FingerPrintSHA256}");
    }

    private Error ErrorOf(Exception e, TimeSpan bound) => e switch
    {
        TimeoutException => SshNetErrors.Unreachable(
            _host, $"No connection: the login did not end within {bound.TotalSeconds:0} s, although the host accepted the connection."),
        SshAuthenticationException => SshNetErrors.AccessDenied(_host, $"The host refused the credentials ({Said(e)})."),
        _ when IsRefusal(e) && !_named.Task.IsCompleted => HostErrors.LoginRefused(_host, Said(e), SshNetErrors.Tried(_host)),
        _ => SshNetErrors.Unreachable(_host, $"No connection: {Said(e)}."),
    };

    private static bool IsRefusal(Exception e) => e is SshConnectionException { DisconnectReason: DisconnectReason.ConnectionLost }
        or SocketException { SocketErrorCode: SocketError.ConnectionReset };

    private static string Said(Exception e) => e.Message.TrimEnd('.');
}
