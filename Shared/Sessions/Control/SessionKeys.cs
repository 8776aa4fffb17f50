using System.Text.RegularExpressions;

namespace GlusterDr.Sessions.Control;

/// <summary>The lines of authorized_keys by which a secondary accepts the gsyncd of a primary.</summary>
public static partial class SessionKeys
{
    /// <summary>A user's authorized keys on a node.</summary>
    /// <param name="Path">The file that sshd reads.</param>
    /// <param name="Missing">The requested lines that did not exist.</param>
    /// <param name="Changed">The lines that were added or removed.</param>
    public sealed record Change(string Path, IReadOnlyList<string> Missing, IReadOnlyList<string> Changed);

    /// <summary>
    /// The line for a key: in the form of <c>gsec_create</c>, so that both find what the other has added. It permits only gsyncd. The key
    /// for tar, which Gluster adds too, permits as much as a shell; rsync does not need it.
    /// </summary>
    /// <param name="gsyncd">The path of gsyncd on the secondary node, which depends on the distribution.</param>
    /// <param name="publicKey">The primary node's key.</param>
    public static string Line(string gsyncd, string publicKey) => $"command=\"{gsyncd}\" {publicKey}";

    /// <summary>Whether a text is exactly one public key. It becomes a line of authorized_keys, so nothing else is accepted.</summary>
    public static bool IsPublicKey(string text) => PublicKey().IsMatch(text);

    [GeneratedRegex(@"\A(ssh|ecdsa|sk)-[a-z0-9@.-]{1,60} [A-Za-z0-9+/]{40,4096}={0,3}( [^\r\n""]{0,200})?\z")]
    private static partial Regex PublicKey();
}
