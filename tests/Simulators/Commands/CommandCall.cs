using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>A command that the simulated sites have received.</summary>
/// <param name="Number">From 1, in the order of arrival.</param>
/// <param name="At">When it was received.</param>
/// <param name="Host">The host that it was sent to.</param>
/// <param name="Command">The command.</param>
public sealed record CommandCall(int Number, DateTimeOffset At, string Host, RemoteCommand Command)
{
    private string? _kind;

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Arguments => Command.Arguments;

    /// <summary>
    /// What kind of command it is: <c>gluster volume geo-replication start</c>, <c>virsh blockcommit</c>, <c>agent probe</c>,
    /// or just the program.
    /// </summary>
    public string Kind => _kind ??= CommandKind.Of(Command);

    /// <summary>Whether it is of this kind, or of one that begins with it.</summary>
    public bool Is(string kind) => Kind == kind || Kind.StartsWith(kind + ' ', StringComparison.Ordinal);

    /// <summary>Whether one of its arguments is equal to this.</summary>
    public bool Has(string argument) => Arguments.Contains(argument);

    /// <summary>Whether any argument, or the standard input, contains this text.</summary>
    public bool Mentions(string text) =>
        Arguments.Any(a => a.Contains(text, StringComparison.Ordinal))
        || Command.StandardInput.Contains(text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"#{Number} {Host}: {Command}";
}
