using GlusterDr.Operations;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.SetUp;

/// <summary>The input of the set-up of a session.</summary>
/// <param name="Host">Any host of the primary pool.</param>
/// <param name="Session">The session.</param>
public sealed record SetUpRequest(string Host, GeoRepSession Session) : IOperationRequest
{
    /// <summary>The name of the orchestration.</summary>
    public const string OrchestratorName = "SetUpSession";

    /// <summary>Any host of the secondary pool, as GlusterDr reaches it; null: the one that the session names.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Continues in spite of findings that do no harm by themselves: files at the secondary, too little space.</summary>
    public bool Force { get; init; }

    /// <summary>Starts the session, and waits until it is Active.</summary>
    public bool Start { get; init; } = true;

    /// <summary>The mountbroker settings for secondary nodes that have none.</summary>
    public NodeFacts.MountbrokerSettings Mountbroker { get; init; } = new();

    /// <summary>How long to wait for an Active worker in each subvolume. Default: 5 minutes.</summary>
    public TimeSpan ActiveTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Subject => new SessionAddress(Host, Session).ToString();

    /// <summary>The user that gsyncd logs in as.</summary>
    public string User => Session.LoginUser;

    /// <summary>Whether gsyncd mounts through glusterd, as an unprivileged user.</summary>
    public bool IsUnprivileged => Session.SecondaryUser is not null;
}
