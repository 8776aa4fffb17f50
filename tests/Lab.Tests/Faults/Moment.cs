using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab.Faults;

/// <summary>A moment of a run.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="HasCome">Whether it has come: true ever after, because a short one may pass unseen.</param>
internal sealed record Moment(string Name, Func<RunProgress, bool> HasCome)
{
    public static Moment Frozen { get; } = new("replicate", p => p.Phase >= RunPhase.Replicate);

    public static Moment Merge { get; } = new("merge", p => p.Phase >= RunPhase.Merge);

    public static IReadOnlyList<Moment> All { get; } =
    [
        new("preflight", p => p.Phase >= RunPhase.Preflight),
        new("snapshot", p => p.Phase >= RunPhase.Snapshot),
        Frozen,
        Of(DestinationState.CheckpointSet),
        Of(DestinationState.Replicating),
        Of(DestinationState.Verifying),
        Merge,
    ];

    private static Moment Of(DestinationState state) =>
        new($"{state}", p => p.Phase > RunPhase.Replicate || p.Destinations.Any(d => d.State >= state));
}
