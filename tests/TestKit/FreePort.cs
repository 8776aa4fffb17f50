using System.Net;
using System.Net.Sockets;

namespace GlusterDr.TestKit;

/// <summary>Ports of the loopback that nobody listened to a moment ago.</summary>
public static class FreePort
{
    /// <summary>Another one each time, as the kernel hands them out.</summary>
    public static int Next()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
