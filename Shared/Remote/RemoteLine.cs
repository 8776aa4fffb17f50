using System.Security.Cryptography;

namespace GlusterDr.Remote;

/// <summary>
/// The line that the login shell at the host runs. It reports when the shell is ready, waits for a start signal before it runs the
/// command, and reports the command's own exit code at the end. ssh's exit code 255 alone does not show whether the command or the
/// connection failed, and a command that got no start signal was certainly not started.
/// </summary>
internal sealed class RemoteLine
{
    private readonly string _exitMarker;

    public RemoteLine(RemoteCommand command, bool sudo)
    {
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        Ready = $"ready-{nonce}\n";
        Go = $"go-{nonce}\n";
        _exitMarker = $"\nexit-{nonce} ";
        Text = $"printf '%s\\n' ready-{nonce}; printf '%s\\n' ready-{nonce} >&2; "
            + $"IFS= read -r go && [ \"$go\" = go-{nonce} ] || exit 1; "
            + $"{PosixShell.Quote(CommandWrapping.Wrap(command, sudo))}; "
            + $"printf '\\n%s %d\\n' exit-{nonce} $? >&2";
    }

    /// <summary>The line for the login shell, which must be a POSIX shell.</summary>
    public string Text { get; }

    /// <summary>The marker that both streams contain once the shell is ready. Output before it is ignored.</summary>
    public string Ready { get; }

    /// <summary>The start signal, which is written to standard input.</summary>
    public string Go { get; }

    /// <summary>Splits standard error into its parts.</summary>
    public CommandErrors.ErrorStream Split(string standardError)
    {
        int ready = standardError.IndexOf(Ready, StringComparison.Ordinal);
        if (ready < 0)
        {
            return new CommandErrors.ErrorStream(standardError, "", null);
        }

        string noise = standardError[..ready];
        string rest = standardError[(ready + Ready.Length)..];
        int exit = rest.LastIndexOf(_exitMarker, StringComparison.Ordinal);
        if (exit < 0)
        {
            return new CommandErrors.ErrorStream(noise + rest, rest, null);
        }

        string code = rest[(exit + _exitMarker.Length)..].Split('\n')[0];
        return int.TryParse(code, out int exitCode)
            ? new CommandErrors.ErrorStream(noise, rest[..exit], exitCode)
            : new CommandErrors.ErrorStream(noise + rest, rest[..exit], null);
    }
}
