namespace GlusterDr.Gluster.Events;

/// <summary>What the script is asked. It travels on standard input: a token is in no remote command's line and in no log of ours. On the node it is an argument of <c>gluster-eventsapi</c> for a moment.</summary>
internal sealed record NodeRequest(string Operation)
{
    public string? Verb { get; init; }

    public string? Url { get; init; }

    public string? Token { get; init; }

    public string? TestId { get; init; }
}
