namespace GlusterDr.Gluster.GeoReplication;

/// <summary>A judgement, with its grounds.</summary>
/// <param name="State">The judgement.</param>
/// <param name="Reasons">What keeps it from being complete, one for each worker or subvolume; empty when complete.</param>
/// <param name="Warnings">What a person should know although it does not decide: a node that is down, for example.</param>
public sealed record CheckpointVerdict(CheckpointState State, IReadOnlyList<string> Reasons, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether the checkpoint is complete.</summary>
    public bool IsComplete => State == CheckpointState.Complete;

    /// <inheritdoc/>
    public override string ToString() => Reasons.Count == 0 ? State.ToString() : $"{State}: {string.Join("; ", Reasons)}";
}
