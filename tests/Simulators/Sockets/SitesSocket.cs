using System.Net.Sockets;
using System.Text.Json;

namespace GlusterDr.Simulators;

/// <summary>The connection to simulated sites in another process: one connection per request, one line of JSON in each direction.</summary>
internal sealed class SitesSocket(string path)
{
    public async Task<SitesAnswer> AskAsync(SitesRequest request, CancellationToken cancellation = default)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        await using NetworkStream stream = new(socket);
        await using StreamWriter writer = new(stream) { AutoFlush = true };
        await writer.WriteLineAsync(JsonSerializer.Serialize(request, DrJson.Options).AsMemory(), cancellation);
        using StreamReader reader = new(stream);
        string line = await reader.ReadLineAsync(cancellation) ?? throw new IOException("The simulated sites hung up.");
        return JsonSerializer.Deserialize<SitesAnswer>(line, DrJson.Options)!;
    }
}
