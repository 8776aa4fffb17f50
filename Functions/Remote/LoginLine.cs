using System.Globalization;
using System.Security.Cryptography;
using GlusterDr.Remote;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// The line that the login shell at the host runs. It reports its process ID, and waits for a start signal before it becomes the command.
/// A command that got no start signal was certainly not started, and one that got it can be ended.
/// </summary>
/// <remarks>
/// sshd ends the whole connection, with all commands on it, when input or its end arrives for a session that has already ended
/// (<c>data packet referred to nonexistent channel</c>), and the library cannot know that in time. So the line never ends before all
/// of its input has arrived: a command without input gets only the start signal, and input that a command does not read is read after it.
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

    /// <summary>The line for the login shell, which must be a POSIX shell.</summary>
    public string Text { get; }

    /// <summary>Standard input: the start signal, followed by the command's own input.</summary>
    public string Input { get; }

    /// <summary>Whether the end of the input must be signalled.</summary>
    public bool HasInput => _hasInput;

    /// <summary>
    /// Ends the command and everything that it started. If the shell has become the command, they share its process group. Otherwise
    /// the shell stays for the rest of the input, and its child timeout(1) forwards the signal.
    /// </summary>
    public string End(int processId)
    {
        string kill = PosixShell.Quote([.. _sudo ? ["sudo", "-n"] : Array.Empty<string>(), "kill", "-s", "TERM", "--"]);
        return _hasInput ? $"{kill} $(cat /proc/{processId}/task/{processId}/children)" : $"{kill} -{processId}";
    }

    /// <summary>The output after the shell's ready message, without the output of login scripts before it. Null: there was no ready message.</summary>
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
