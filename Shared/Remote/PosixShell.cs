namespace GlusterDr.Remote;

/// <summary>Quotes arguments for the shell that sshd starts. No other code does this.</summary>
public static class PosixShell
{
    /// <summary>A line that a POSIX shell splits into exactly these arguments.</summary>
    public static string Quote(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    /// <summary>One argument, quoted if necessary.</summary>
    /// <exception cref="ArgumentException">It contains NUL, which no argument can.</exception>
    public static string Quote(string argument)
    {
        if (argument.Contains('\0'))
        {
            throw new ArgumentException("An argument cannot contain a NUL character.", nameof(argument));
        }

        return argument.Length > 0 && argument.All(IsPlain)
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static bool IsPlain(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or ',' or '+' or '@' or '%' or '=';
}
