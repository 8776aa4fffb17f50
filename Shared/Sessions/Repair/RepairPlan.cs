using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Logs;
using GlusterDr.Replication;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Sessions.Repair;

/// <summary>What a repair does after a diagnosis, and what it leaves to a person.</summary>
public sealed record RepairPlan
{
    private const int SafeRollover = 3;

    private static readonly GeoRepWorkerState[] s_still = [GeoRepWorkerState.Stopped, GeoRepWorkerState.Created, GeoRepWorkerState.Paused];

    /// <summary>Install the session's keys at the secondary.</summary>
    public bool Keys { get; init; }

    /// <summary>Set <c>secondary-access-mount</c>.</summary>
    public bool AccessMount { get; init; }

    /// <summary>Set <c>changelog.rollover-time</c> to this many seconds; null: do not change it.</summary>
    public int? RolloverSeconds { get; init; }

    /// <summary>Stop and start the session.</summary>
    public bool Restart { get; init; }

    /// <summary>Files to replicate again.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Delete the session and create it again.</summary>
    public bool Recreate { get; init; }

    /// <summary>Whether the session runs after the repair.</summary>
    public bool RunsAfter { get; init; }

    /// <summary>What only a person can fix, and must fix first: nothing is done before.</summary>
    public IReadOnlyList<Trouble> Blocked { get; init; } = [];

    /// <summary>What a person has to do in addition.</summary>
    public IReadOnlyList<Trouble> Others { get; init; } = [];

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => !(Keys || AccessMount || RolloverSeconds is not null || Restart || Recreate || Files.Count > 0);

    /// <summary>Makes the plan.</summary>
    public static RepairPlan Of(SessionDiagnosis diagnosis, bool recreate)
    {
        Trouble[] live = [.. diagnosis.Troubles.Where(t => !t.IsOver || t.Cure == Cure.Restart)];
        bool NeedsPerson(Trouble t) => t.Cure == Cure.Person || (t.Cure == Cure.Recreate && !recreate);
        string[] differing = [.. (diagnosis.Content?.Differences ?? []).Where(d => d.Kind != ContentDifferenceKind.Unread).Select(d => d.Path)];
        return new RepairPlan
        {
            Keys = live.Any(t => t.Cure == Cure.CarryKeys),
            AccessMount = live.Any(t => t.Kind is TroubleKind.RsyncTrap or TroubleKind.EmptyFiles),
            RolloverSeconds = live.Any(t => t.Kind == TroubleKind.FastRollover) ? SafeRollover : null,
            Restart = live.Any(t => t.Cure == Cure.Restart || t.Kind == TroubleKind.Failures),
            Files = [.. differing.Concat(diagnosis.Suspects).Distinct(StringComparer.Ordinal)],
            Recreate = recreate,
            RunsAfter = RunsAfterwards(diagnosis, live),
            Blocked = [.. live.Where(t => t.Blocks && !t.IsOver && NeedsPerson(t))],
            Others = [.. live.Where(t => !t.Blocks && !t.IsOver && NeedsPerson(t))],
        };
    }

    /// <remarks>gsyncd ends by itself when the secondary refuses it at the start: its status is then Stopped, although it was started.</remarks>
    private static bool RunsAfterwards(SessionDiagnosis diagnosis, Trouble[] live)
    {
        bool still = diagnosis.View.Bricks.All(b => b.State is null || s_still.Contains(b.State.Value));
        bool ended = diagnosis.View.Bricks.Any(b => b.State == GeoRepWorkerState.Stopped) && live.Any(t => t.Cure is Cure.CarryKeys || (t.IsOver && t.Cure == Cure.Restart));
        return !still || (ended && diagnosis.View.Policies.Count == 0);
    }
}
