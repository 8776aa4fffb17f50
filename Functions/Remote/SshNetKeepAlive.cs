using System.Buffers.Binary;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Messages.Connection;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// Sends keep-alive requests to sshd, as OpenSSH's own client does (<c>keepalive@openssh.com</c>). sshd answers them itself, without
/// a login shell, so a busy host answers late but does answer. The connection is lost after three requests in a row without an answer.
/// </summary>
internal sealed class SshNetKeepAlive : IDisposable
{
    private const string Request = "keepalive@openssh.com";
    private const int Most = 3;

    private readonly Lock _lock = new();
    private readonly object _session;
    private readonly Action _lost;
    private readonly ITimer _timer;
    private int _unanswered;
    private bool _sending;

    /// <param name="client">A client that is connected.</param>
    /// <param name="interval">How often.</param>
    /// <param name="lost">Called when the connection is lost.</param>
    /// <param name="time">The clock.</param>
    public SshNetKeepAlive(SshClient client, TimeSpan interval, Action lost, TimeProvider time)
    {
        _session = SshNetInternals.SessionOf(client) ?? throw new InvalidOperationException("The client is not connected.");
        _lost = lost;
        SshNetInternals.OnRefused(_session, (_, _) => Answered());
        SshNetInternals.OnGranted(_session, (_, _) => Answered());
        _timer = time.CreateTimer(_ => SendRequest(), null, interval, interval);
    }

    /// <summary>Whether the last request was answered, so that the next one will be sent.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_lock)
            {
                return _unanswered == 0 && !_sending;
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private static GlobalRequestMessage NewRequest()
    {
        // The wire format: a string with its length in four bytes, and whether an answer is requested.
        byte[] data = new byte[4 + Request.Length + 1];
        BinaryPrimitives.WriteInt32BigEndian(data, Request.Length);
        Encoding.ASCII.GetBytes(Request, data.AsSpan(4));
        data[^1] = 1;
        GlobalRequestMessage request = new();
        request.Load(data);
        return request;
    }

    private void Answered()
    {
        lock (_lock)
        {
            _unanswered = 0;
        }
    }

    private void SendRequest()
    {
        bool lost;
        bool send;
        lock (_lock)
        {
            lost = _unanswered >= Most;
            send = !lost && !_sending;
            _sending |= send;
            _unanswered++;
        }

        if (lost)
        {
            Dispose();
            _lost();
        }
        else if (send)
        {
            // It may block while the network accepts no data.
            _ = Task.Factory.StartNew(Send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private void Send()
    {
        try
        {
            SshNetInternals.Send(_session, NewRequest());
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e) || e is NullReferenceException)
        {
            // The session is being closed, and its users are notified.
        }
        finally
        {
            lock (_lock)
            {
                _sending = false;
            }
        }
    }
}
