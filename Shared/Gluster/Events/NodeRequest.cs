namespace GlusterDr.Gluster.Events;

/// <summary>What the script is asked. It travels on standard input: a token is in no argument and in no log of ours.</summary>
internal sealed record NodeRequest(string Operation)
{
    public string? Verb { get; init; }

    public string? Url { get; init; }

    public string? Token { get; init; }

    public string? Mark { get; init; }
}
