using System.Net.Sockets;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Simulators;

/// <summary>
/// Sends commands to simulated sites in another process. A command continues there if its caller is killed or cancels.
/// </summary>
public sealed class SitesClient : IRemoteRunner
{
    private readonly SitesSocket _socket;

    private SitesClient(SitesSocket socket, TimeProvider clock)
    {
        _socket = socket;
        Clock = clock;
    }

    /// <summary>The clock of the sites, which the caller must use too.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Connects to the sites.</summary>
    public static async Task<SitesClient> ConnectAsync(string path)
    {
        SitesSocket socket = new(path);
        SitesAnswer hello = await socket.AskAsync(new SitesRequest { Ask = "clock" });
        return new SitesClient(socket, hello.Factor == 1 ? TimeProvider.System : new ScaledClock(hello.Factor, hello.Begin));
    }

    /// <inheritdoc/>
    public async Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        SitesAnswer answer;
        try
        {
            answer = await _socket.AskAsync(new SitesRequest { Host = host, Command = command }, cancellation);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new DrException(RemoteFailures.Unreachable(host.Name), e);
        }

        return answer.Result ?? throw new DrException(answer.Error!);
    }

    /// <summary>Requests a report, or a fault at the sites; see <see cref="SitesControl"/>.</summary>
    public async Task<string> AskAsync(string what, params string[] arguments) =>
        (await _socket.AskAsync(new SitesRequest { Ask = what, Arguments = arguments })).Text ?? "";
}
