using GlusterDr.Operations;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.SetUp;

/// <summary>The wish for a new session.</summary>
/// <param name="Host">Any host of the primary pool.</param>
/// <param name="Session">The session.</param>
public sealed record SetUpRequest(string Host, GeoRepSession Session) : IOperationRequest
{
    /// <summary>The orchestration that takes it.</summary>
    public const string OrchestratorName = "SetUpSession";

    /// <summary>Any host of the secondary pool, as GlusterDr reaches it; null: the one that the session names.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Goes on in spite of what falls short and does no harm by itself: files at the secondary, too little room.</summary>
    public bool Force { get; init; }

    /// <summary>Starts the session, and waits until it is Active.</summary>
    public bool Start { get; init; } = true;

    /// <summary>How secondary nodes let an unprivileged user mount, where that is not set yet.</summary>
    public NodeFacts.MountbrokerSettings Mountbroker { get; init; } = new();

    /// <summary>Bound on the wait for an Active worker in each subvolume. The default value is 5 minutes.</summary>
    public TimeSpan ActiveTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Subject => new SessionAddress(Host, Session).ToString();

    /// <summary>The user that gsyncd logs in as.</summary>
    public string User => Session.LoginUser;

    /// <summary>Whether gsyncd mounts through glusterd, as an unprivileged user.</summary>
    public bool IsUnprivileged => Session.SecondaryUser is not null;
}
