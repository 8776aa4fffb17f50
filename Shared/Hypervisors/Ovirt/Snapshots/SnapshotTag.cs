using GlusterDr.Ids;

namespace GlusterDr.Hypervisors.Ovirt.Snapshots;

/// <summary>The description that identifies snapshots of runs.</summary>
internal static class SnapshotTag
{
    private const string Prefix = "GlusterDr ";

    public static string Of(string runId) => Prefix + runId;

    /// <summary>The run that took the snapshot; null: not a snapshot of a run.</summary>
    public static string? RunOf(string description) =>
        description.StartsWith(Prefix, StringComparison.Ordinal) && RunId.TryParse(description[Prefix.Length..], out _)
            ? description[Prefix.Length..]
            : null;
}
