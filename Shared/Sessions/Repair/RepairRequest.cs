using GlusterDr.Operations;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Sessions.Repair;

/// <summary>The wish to have a session repaired.</summary>
/// <param name="Address">The session.</param>
public sealed record RepairRequest(SessionAddress Address) : IOperationRequest
{
    /// <summary>The name of the orchestration.</summary>
    public const string OrchestratorName = "RepairSession";

    /// <summary>Any host of the secondary pool, as we reach it; null: the one that the session names.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Which files are compared, before and after.</summary>
    public ContentScope Content { get; init; } = new() { Within = TimeSpan.FromDays(1) };

    /// <summary>As the last means, the session may be deleted and made again: everything is carried again.</summary>
    public bool Recreate { get; init; }

    /// <summary>Also the session of a policy that stands still: its recovery point is given up.</summary>
    public bool Force { get; init; }

    /// <summary>Bound on the wait for what is carried. The default value is 2 hours.</summary>
    public TimeSpan CarryTimeout { get; init; } = TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public string Subject => Address.ToString();
}
