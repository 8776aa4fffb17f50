namespace GlusterDr.Gluster.Events;

/// <summary>A request to the script. It is sent on standard input, so that no command line and no log of GlusterDr contains the token. On the node the token is briefly an argument of <c>gluster-eventsapi</c>.</summary>
internal sealed record NodeRequest(string Operation)
{
    public string? Verb { get; init; }

    public string? Url { get; init; }

    public string? Token { get; init; }

    public string? TestId { get; init; }
}
