using System.Security.Cryptography;

namespace GlusterDr.Remote;

/// <summary>
/// The line that the login shell at the host runs. It says when it is there, waits for our word before it starts the command,
/// and says the command's own exit code at the end: ssh's 255 alone does not tell whether the command or the connection failed,
/// and what was never given the word was surely not started.
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

    /// <summary>For the login shell, which must be a POSIX one.</summary>
    public string Text { get; }

    /// <summary>Appears on both streams once the shell is there; what comes before is noise.</summary>
    public string Ready { get; }

    /// <summary>Written to standard input to start the command.</summary>
    public string Go { get; }

    /// <summary>Takes standard error apart.</summary>
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
