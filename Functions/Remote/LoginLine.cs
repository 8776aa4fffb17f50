using System.Globalization;
using System.Security.Cryptography;
using GlusterDr.Remote;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// The line that the login shell at the host runs. It says its process id, and waits for our word before it becomes the command:
/// what was never given the word was surely not started, and what was can be ended.
/// </summary>
/// <remarks>
/// sshd ends the whole connection, with all commands on it, when input or its end arrives for a session that has ended already
/// (<c>data packet referred to nonexistent channel</c>), and the library cannot tell in time. So the line never ends before all of
/// its input has come: a command without input gets none from us but the word, and what another one leaves unread is read after it.
/// </remarks>
internal sealed class LoginLine
{
    private readonly string _ready;
    private readonly bool _hasInput;
    private readonly bool _sudo;

    public LoginLine(RemoteCommand command, bool sudo)
    {
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _ready = $"ready-{nonce} ";
        _hasInput = command.StandardInput.Length > 0;
        _sudo = sudo;
        string line = PosixShell.Quote(CommandWrapping.Wrap(command, sudo));
        Input = $"go-{nonce}\n{command.StandardInput}";
        Text = $"printf 'ready-{nonce} %d\\n' $$; printf 'ready-{nonce} %d\\n' $$ >&2; "
            + $"IFS= read -r go && [ \"$go\" = go-{nonce} ] || exit 1; "
            + (_hasInput ? $"{line}; code=$?; cat >/dev/null; exit $code" : $"exec {line} </dev/null");
    }

    /// <summary>For the login shell, which must be a POSIX one.</summary>
    public string Text { get; }

    /// <summary>Written to standard input: the word that starts the command, and the command's own input.</summary>
    public string Input { get; }

    /// <summary>Whether the end of the input is to be told.</summary>
    public bool HasInput => _hasInput;

    /// <summary>
    /// Ends the command and all that it started. Where the shell has become the command, they share its process group; otherwise
    /// the shell lives on for the rest of the input, and timeout(1), its child, passes the signal on.
    /// </summary>
    public string End(int processId)
    {
        string kill = PosixShell.Quote([.. _sudo ? ["sudo", "-n"] : Array.Empty<string>(), "kill", "-s", "TERM", "--"]);
        return _hasInput ? $"{kill} $(cat /proc/{processId}/task/{processId}/children)" : $"{kill} -{processId}";
    }

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
