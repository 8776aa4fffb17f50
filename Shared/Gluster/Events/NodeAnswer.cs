namespace GlusterDr.Gluster.Events;

/// <summary>The JSON answer of the script on a node. Each operation sets its own members.</summary>
internal sealed record NodeAnswer
{
    public EventsDaemon? Daemon { get; init; }

    public IReadOnlyList<string> Webhooks { get; init; } = [];

    public int? Code { get; init; }

    public string Output { get; init; } = "";

    public string Error { get; init; } = "";

    public string? Problem { get; init; }
}
