using System.Text.Json;
using GlusterDr.Runs;

namespace GlusterDr.Notifications;

/// <summary>The notification of a run that has ended. Its size is bounded, however many VMs and destinations the run had.</summary>
/// <param name="Run">The run's ID, by which a receiver recognises a repeated notification.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="State">How it ended.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record RunNotification(
    string Run, string Policy, RunTrigger Trigger, RunState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    /// <summary>The maximum size of the output of <see cref="Write"/>, in bytes of UTF-8: in base64 it fits into a queue message of 64 KiB.</summary>
    public const int MaxBytes = 48_000;

    /// <summary>The version of the format. It increases when a member is removed or changes its meaning, not when one is added.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The number of VMs that were snapshot and replicated.</summary>
    public int VmsProtected { get; init; }

    /// <summary>The number of VMs left out.</summary>
    public int VmsLeftOut { get; init; }

    /// <summary>VMs that still run on their overlay.</summary>
    public int VmsNotMerged { get; init; }

    /// <summary>The number of warnings in the report.</summary>
    public int Warnings { get; init; }

    /// <summary>Why the run failed.</summary>
    public NotifiedError? Error { get; init; }

    /// <summary>The destinations, those without a recovery point first.</summary>
    public IReadOnlyList<NotifiedDestination> Destinations { get; init; } = [];

    /// <summary>The number of destinations that did not fit.</summary>
    public int DestinationsOmitted { get; init; }

    /// <summary>The notification of a run that has ended, as JSON of at most <see cref="MaxBytes"/>.</summary>
    public static string Write(RunReport report)
    {
        Run run = report.Run;
        RunNotification brief = new(run.Id, run.Policy, run.Trigger, run.State, run.StartedAt, run.EndedAt)
        {
            VmsProtected = run.VmsProtected,
            VmsLeftOut = run.VmsLeftOut,
            VmsNotMerged = report.Vms.Count(vm => vm.State is VmState.Snapshotted or VmState.MergeFailed),
            Warnings = run.Warnings.Count,
            Error = NotifiedError.Of(run.Error),
            DestinationsOmitted = report.Destinations.Count,
        };
        IReadOnlyList<NotifiedDestination> included = Fitting(report.Destinations, MaxBytes - Size(brief));
        return JsonSerializer.Serialize(
            brief with { Destinations = included, DestinationsOmitted = report.Destinations.Count - included.Count }, DrJson.Options);
    }

    private static List<NotifiedDestination> Fitting(IReadOnlyList<RunDestination> destinations, int room)
    {
        List<NotifiedDestination> fitting = [];
        foreach (RunDestination destination in destinations.OrderBy(d => d.RecoveryPoint is not null))
        {
            NotifiedDestination next = NotifiedDestination.Of(destination);
            room -= Size(next) + 1; // Plus a comma.
            if (room < 0)
            {
                break;
            }

            fitting.Add(next);
        }

        return fitting;
    }

    private static int Size<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, DrJson.Options).Length;
}
