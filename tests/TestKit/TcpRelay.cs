using System.Net;
using System.Net.Sockets;

namespace GlusterDr.TestKit;

/// <summary>Forwards connections from a client to a server. It can cut them without notice, as a network does.</summary>
public sealed class TcpRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpClient> _clients = [];
    private readonly int _target;
    private volatile int _generation;

    public TcpRelay(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Accepted { get; private set; }

    /// <summary>Until this completes, nothing passes from the server to the client, although the client is connected.</summary>
    public Task Delayed { get; init; } = Task.CompletedTask;

    /// <summary>From now on, nothing passes on the present connections. New connections work.</summary>
    public void Cut() => _generation++;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _clients.ForEach(c => c.Dispose());
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            TcpClient near = await _listener.AcceptTcpClientAsync(_end.Token);
            TcpClient far = new();
            await far.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            _clients.AddRange([near, far]);
            Accepted++;
            int generation = _generation;
            _ = CopyAsync(near, far, generation);
            _ = AnswerAsync(far, near, generation);
        }
    }

    private async Task AnswerAsync(TcpClient from, TcpClient to, int generation)
    {
        await Delayed.WaitAsync(_end.Token);
        await CopyAsync(from, to, generation);
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, int generation)
    {
        byte[] buffer = new byte[16 * 1024];
        for (int n; (n = await from.GetStream().ReadAsync(buffer, _end.Token)) > 0;)
        {
            if (generation == _generation)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, n), _end.Token);
            }
        }

        to.Client.Shutdown(SocketShutdown.Send);
    }
}
