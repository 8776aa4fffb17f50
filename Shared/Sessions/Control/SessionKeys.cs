using System.Text.RegularExpressions;

namespace GlusterDr.Sessions.Control;

/// <summary>The lines by which a secondary lets a primary's gsyncd in.</summary>
public static partial class SessionKeys
{
    /// <summary>A user's authorized keys on a node.</summary>
    /// <param name="Path">The file that sshd reads.</param>
    /// <param name="Missing">Of the lines that were asked for, those that were not there.</param>
    /// <param name="Changed">Those that were added, or removed.</param>
    public sealed record Change(string Path, IReadOnlyList<string> Missing, IReadOnlyList<string> Changed);

    /// <summary>
    /// The line for a key: as <c>gsec_create</c> writes it, so that either finds what the other has added. It allows gsyncd and
    /// nothing else. The key for tar, which Gluster adds beside it, is as good as a shell, and rsync does not need it.
    /// </summary>
    /// <param name="gsyncd">Where the secondary node has gsyncd: distributions differ.</param>
    /// <param name="publicKey">The primary node's key.</param>
    public static string Line(string gsyncd, string publicKey) => $"command=\"{gsyncd}\" {publicKey}";

    /// <summary>Whether a text is one public key and nothing else: it becomes a line of a file that opens doors.</summary>
    public static bool IsPublicKey(string text) => PublicKey().IsMatch(text);

    [GeneratedRegex(@"\A(ssh|ecdsa|sk)-[a-z0-9@.-]{1,60} [A-Za-z0-9+/]{40,4096}={0,3}( [^\r\n""]{0,200})?\z")]
    private static partial Regex PublicKey();
}
