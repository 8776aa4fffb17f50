using GlusterDr.Ids;

namespace GlusterDr.Operations;

/// <summary>A long-running, durable operation other than a run, such as setting up or repairing a session.</summary>
/// <param name="Id">Its ID: see <see cref="OperationId"/>.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Subject">What it concerns.</param>
/// <param name="StartedAt">When it was requested.</param>
/// <param name="State">Its state.</param>
public sealed record Operation(string Id, string Kind, string Subject, DateTimeOffset StartedAt, OperationState State)
{
    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its progress.</summary>
    public OperationProgress? Progress { get; init; }

    /// <summary>Its result.</summary>
    public OperationResult? Result { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => State != OperationState.Running;
}
