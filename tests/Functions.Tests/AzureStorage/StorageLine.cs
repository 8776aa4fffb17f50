using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>The way of one host to its storage account. Once cut, nothing of the host reaches the storage, as of a process that is dead.</summary>
internal sealed partial class StorageLine : IDisposable
{
    private readonly CancellationTokenSource _cut = new();
    private readonly TaskCompletionSource _isCut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TcpListener> _listeners = [];
    private int _left;

    /// <summary>Makes one.</summary>
    /// <param name="connectionString">The account.</param>
    /// <param name="cutAfter">Cuts itself when so many pieces were sent: a request is one or two.</param>
    public StorageLine(string connectionString, int cutAfter = int.MaxValue)
    {
        _left = cutAfter;
        ConnectionString = Port().Replace(connectionString, port => $":{Listen(int.Parse(port.Groups[1].Value))}/");
    }

    /// <summary>The account, by this line.</summary>
    public string ConnectionString { get; }

    /// <summary>Ends when it is cut.</summary>
    public Task IsCut => _isCut.Task;

    /// <summary>Cuts it.</summary>
    public void Cut()
    {
        if (_isCut.TrySetResult())
        {
            _cut.Cancel();
            _listeners.ForEach(listener => listener.Dispose());
        }
    }

    public void Dispose() => Cut();

    [GeneratedRegex(":([0-9]+)/")]
    private static partial Regex Port();

    private int Listen(int target)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _listeners.Add(listener);
        _ = AcceptAsync(listener, target);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync(TcpListener listener, int target)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(_cut.Token), target);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task ServeAsync(TcpClient near, int target)
    {
        using TcpClient far = new();
        using (near)
        {
            try
            {
                (near.NoDelay, far.NoDelay) = (true, true);
                await far.ConnectAsync(IPAddress.Loopback, target, _cut.Token);
                await Task.WhenAny(CopyAsync(near, far, Count), CopyAsync(far, near, () => { }));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Cut, or the storage has ended.
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Action counted)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (int n; (n = await from.GetStream().ReadAsync(buffer, _cut.Token)) > 0;)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, n), _cut.Token);
                counted();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one side has ended.
        }
    }

    // What was sent has its effect there, and nobody here hears of it.
    private void Count()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            Cut();
        }
    }
}
