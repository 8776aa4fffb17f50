using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Messages;
using Renci.SshNet.Messages.Connection;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// Internal members of SSH.NET that a connection needs: to send a global request, to receive its answer, and to close the
/// socket during a blocking call. The library's own keep-alive is a message that no server answers, so a network that
/// drops everything would not be detected. The members are those of the pinned version; a test fails if they change.
/// </summary>
internal static class SshNetInternals
{
    private const string SessionType = "Renci.SshNet.Session, Renci.SshNet";

    /// <summary>The session of a client; null: it is not connected.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("Renci.SshNet.ISession, Renci.SshNet")]
    public static extern object? SessionOf(BaseClient client);

    /// <summary>Sends a message. Blocks during a key exchange, and while the network accepts no data.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendMessage")]
    public static extern void Send([UnsafeAccessorType(SessionType)] object session, Message message);

    /// <summary>Registers a handler for global requests that the server refuses, as it does with unknown ones.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "add_RequestFailureReceived")]
    public static extern void OnRefused(
        [UnsafeAccessorType(SessionType)] object session, EventHandler<MessageEventArgs<RequestFailureMessage>> handler);

    /// <summary>Registers a handler for global requests that the server grants.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "add_RequestSuccessReceived")]
    public static extern void OnGranted(
        [UnsafeAccessorType(SessionType)] object session, EventHandler<MessageEventArgs<RequestSuccessMessage>> handler);

    /// <summary>The socket; null: it is closed.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    public static extern ref Socket? SocketOf([UnsafeAccessorType(SessionType)] object session);
}
