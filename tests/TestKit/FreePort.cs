using System.Net;
using System.Net.Sockets;

namespace GlusterDr.TestKit;

/// <summary>Free ports of the loopback interface. Another process may take a port before the test uses it.</summary>
public static class FreePort
{
    /// <summary>A free port, chosen by the kernel; another one at each call.</summary>
    public static int Next()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
