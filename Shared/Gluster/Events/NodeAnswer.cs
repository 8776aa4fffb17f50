namespace GlusterDr.Gluster.Events;

/// <summary>What the script answers on a node. Each operation sets its own fields.</summary>
internal sealed record NodeAnswer
{
    public EventsDaemon? Daemon { get; init; }

    public IReadOnlyList<string> Webhooks { get; init; } = [];

    public int? Code { get; init; }

    public string Output { get; init; } = "";

    public string Error { get; init; } = "";

    public string? Problem { get; init; }
}
