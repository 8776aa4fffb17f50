using System.Net.Sockets;
using System.Text.Json;
using GlusterDr.Errors;

namespace GlusterDr.Simulators;

/// <summary>Serves simulated sites on a unix socket to other processes.</summary>
public sealed class SitesServer : IAsyncDisposable
{
    private readonly SimulatedWorld _world;
    private readonly SitesControl _control;
    private readonly string _path;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private SitesServer(SimulatedWorld world, string path)
    {
        _world = world;
        _control = new SitesControl(world);
        _path = path;
    }

    /// <summary>Listens at a path. An existing socket is replaced.</summary>
    public static SitesServer Listen(SimulatedWorld world, string path)
    {
        SitesServer server = new(world, path);
        File.Delete(path);
        server._socket.Bind(new UnixDomainSocketEndPoint(path));
        server._socket.Listen(512);
        return server;
    }

    /// <summary>Serves until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                Socket caller = await _socket.AcceptAsync(cancellation);
                _ = ServeAsync(caller);
            }
        }
        catch (OperationCanceledException)
        {
            // Cancelled.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync(Socket caller)
    {
        try
        {
            await using NetworkStream stream = new(caller, ownsSocket: true);
            using StreamReader reader = new(stream);
            await using StreamWriter writer = new(stream);
            if (await reader.ReadLineAsync() is { } line)
            {
                SitesAnswer answer = await AnswerAsync(JsonSerializer.Deserialize<SitesRequest>(line, DrJson.Options)!);
                await writer.WriteLineAsync(JsonSerializer.Serialize(answer, DrJson.Options));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The caller was killed. Its command has had its effect nevertheless.
        }
    }

    private async Task<SitesAnswer> AnswerAsync(SitesRequest request)
    {
        if (request is not { Host: { } host, Command: { } command })
        {
            ScaledClock? scaled = _world.Time as ScaledClock;
            return new SitesAnswer
            {
                Factor = scaled?.Factor ?? 1,
                Begin = scaled?.Begin ?? default,
                Text = request.Ask == "clock" ? "" : _control.Do(request.Ask ?? "", request.Arguments),
            };
        }

        try
        {
            return new SitesAnswer { Result = await _world.RunAsync(host, command) };
        }
        catch (DrException e)
        {
            return new SitesAnswer { Error = e.Error };
        }
    }
}
