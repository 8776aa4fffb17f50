using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Messages;
using Renci.SshNet.Messages.Connection;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// What SSH.NET keeps to itself and a connection cannot do without: to send a global request, to hear its answer, and to close the
/// socket under a call that blocks. The library's own keep-alive is a message that no server answers, so that a network which
/// swallows everything would go unnoticed. The members are those of the version that is pinned; a test fails when they change.
/// </summary>
internal static class SshNetInternals
{
    private const string SessionType = "Renci.SshNet.Session, Renci.SshNet";

    /// <summary>The session of a client; null: it is not connected.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("Renci.SshNet.ISession, Renci.SshNet")]
    public static extern object? SessionOf(BaseClient client);

    /// <summary>Sends a message. Blocks while keys are exchanged, and while the network takes nothing.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendMessage")]
    public static extern void Send([UnsafeAccessorType(SessionType)] object session, Message message);

    /// <summary>Has a handler called for each global request that the server refuses, as it does any that it does not know.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "add_RequestFailureReceived")]
    public static extern void OnRefused(
        [UnsafeAccessorType(SessionType)] object session, EventHandler<MessageEventArgs<RequestFailureMessage>> handler);

    /// <summary>Has a handler called for each global request that the server grants.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "add_RequestSuccessReceived")]
    public static extern void OnGranted(
        [UnsafeAccessorType(SessionType)] object session, EventHandler<MessageEventArgs<RequestSuccessMessage>> handler);

    /// <summary>The socket; null: it is closed.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    public static extern ref Socket? SocketOf([UnsafeAccessorType(SessionType)] object session);
}
