using System.Globalization;
using System.Security.Cryptography;
using GlusterDr.Remote;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// The line that the login shell at the host runs. It says its process id, and waits for our word before it becomes the command:
/// what was never given the word was surely not started, and what was can be ended.
/// </summary>
internal sealed class LoginLine
{
    private readonly string _ready;

    public LoginLine(RemoteCommand command, bool sudo)
    {
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _ready = $"ready-{nonce} ";
        Go = $"go-{nonce}\n";
        Text = $"printf 'ready-{nonce} %d\\n' $$; printf 'ready-{nonce} %d\\n' $$ >&2; "
            + $"IFS= read -r go && [ \"$go\" = go-{nonce} ] || exit 1; "
            + $"exec {PosixShell.Quote(CommandWrapping.Wrap(command, sudo))}";
    }

    /// <summary>For the login shell, which must be a POSIX one.</summary>
    public string Text { get; }

    /// <summary>Written to standard input to start the command.</summary>
    public string Go { get; }

    /// <summary>Ends the command and all that it started, which share the shell's process group.</summary>
    public static string End(int processId, bool sudo) =>
        PosixShell.Quote([.. sudo ? ["sudo", "-n"] : Array.Empty<string>(), "kill", "-s", "TERM", "--", $"-{processId}"]);

    /// <summary>What came after the shell said that it is there; what comes before is a login script's noise. Null: it never did.</summary>
    public string? AfterReady(string output, out int processId)
    {
        processId = 0;
        int ready = output.IndexOf(_ready, StringComparison.Ordinal);
        int end = ready < 0 ? -1 : output.IndexOf('\n', ready);
        return end > 0 && int.TryParse(output.AsSpan()[(ready + _ready.Length)..end], NumberStyles.None, null, out processId)
            ? output[(end + 1)..]
            : null;
    }
}
