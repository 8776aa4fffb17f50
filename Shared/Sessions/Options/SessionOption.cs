namespace GlusterDr.Sessions.Options;

/// <summary>An option of a session: its facts from gsyncd.conf of GlusterFS 10, and what it means for VM images.</summary>
/// <param name="Name">The name as Gluster accepts it, with dashes.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Default">The default value; null: it depends on the session, or on how Gluster was built.</param>
/// <param name="Meaning">What it does, in one line.</param>
public sealed record SessionOption(string Name, SessionOptionKind Kind, string? Default, string Meaning)
{
    /// <summary>The least number.</summary>
    public int Min { get; init; }

    /// <summary>The greatest number.</summary>
    public int Max { get; init; } = int.MaxValue;

    /// <summary>The words to choose from.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether a change restarts the workers of a session that is started (glusterd-geo-rep.c: gsync_no_restart_opts).</summary>
    public bool RestartsWorkers { get; init; } = true;

    /// <summary>Values that damage copies of VM images, each with the reason; <c>*</c> means all but the default.</summary>
    public IReadOnlyDictionary<string, string> Hazards { get; init; } = new Dictionary<string, string>();

    /// <summary>What to consider before a change; null: nothing.</summary>
    public string? Caution { get; init; }

    /// <summary>Why it must not be changed; null: it can be changed.</summary>
    public string? Internal { get; init; }

    /// <summary>The allowed values, for people.</summary>
    public string Allowed => Kind switch
    {
        SessionOptionKind.Flag => "true or false",
        SessionOptionKind.Number when Max == int.MaxValue => $"a whole number, {Min} or more",
        SessionOptionKind.Number => $"a whole number, {Min} to {Max}",
        SessionOptionKind.Choice => string.Join(", ", Choices.SkipLast(1)) + " or " + Choices[^1],
        SessionOptionKind.Program => "the absolute path of a program on every primary node",
        SessionOptionKind.Folder => "the absolute path of a directory",
        SessionOptionKind.Words => "options separated by blanks, without quotes",
        SessionOptionKind.Moment => "now",
        _ => "one line of text",
    };
}
