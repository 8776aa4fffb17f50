using System.Text;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Text of runs and recovery points.</summary>
internal static class RunText
{
    public static string State(RunState state) => state switch
    {
        RunState.SucceededWithWarnings => "succeeded, with warnings",
        _ => Printable.Word(state),
    };

    /// <summary>The state of a destination. Its stored names are older than the terms in use now.</summary>
    public static string State(DestinationState state) => state switch
    {
        DestinationState.CheckpointSet => "checkpoint set",
        DestinationState.Verifying => "verifying",
        DestinationState.Verified => "verified",
        DestinationState.Clean => "cleaned up",
        DestinationState.LeftOut => "left out",
        _ => Printable.Word(state),
    };

    /// <summary>Runs in a table.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="nobodyAtWork">Whether no host runs: a run that has not ended was then interrupted.</param>
    /// <param name="now">The time.</param>
    public static string List(IReadOnlyList<Run> runs, bool nobodyAtWork, DateTimeOffset now)
    {
        if (runs.Count == 0)
        {
            return "No runs yet. Start one with `glusterdr sync POLICY`.";
        }

        TextTable table = new("RUN", "STATE", "STARTED", "TOOK", "VMS", "NOTE");
        foreach (Run run in runs)
        {
            TimeSpan took = (run.EndedAt ?? now) - run.StartedAt;
            string vms = run.VmsLeftOut == 0 ? $"{run.VmsProtected}" : $"{run.VmsProtected} (+{run.VmsLeftOut} left out)";
            string state = nobodyAtWork && !run.IsOver ? $"interrupted, {Printable.Word(run.Phase)}" : State(run.State);
            table.Add(run.Id, state, Printable.Time(run.StartedAt), Units.Format(took), run.IsOver ? vms : "-", Note(run));
        }

        return table.ToString();
    }

    /// <summary>The whole report.</summary>
    public static string Report(RunReport report, DateTimeOffset now)
    {
        Run run = report.Run;
        StringBuilder text = new();
        text.AppendLine($"run       {run.Id}");
        text.AppendLine($"policy    {run.Policy}, started {(run.Trigger == RunTrigger.Schedule ? "by its schedule" : "on demand")}");
        text.AppendLine($"state     {State(run.State)}{(run.IsOver ? "" : $", at {Printable.Word(run.Phase)}")}");
        text.AppendLine($"time      {Printable.Time(run.StartedAt)} to {Printable.Time(run.EndedAt)}, {Units.Format((run.EndedAt ?? now) - run.StartedAt)}");
        if (run.Phases.Count > 0)
        {
            text.AppendLine("phases    " + string.Join(", ", run.Phases.Select(p => $"{Printable.Word(p.Phase)} {Units.Format(p.Took)}")));
        }

        AppendVms(text, report, now);
        AppendDestinations(text, report.Destinations);
        AppendErrors(text, run.Warnings, "WARNINGS");
        AppendErrors(text, run.Error is null ? [] : [run.Error], "ERROR");
        return text.ToString();
    }

    /// <summary>The outcome of a run that was followed.</summary>
    public static string Outcome(RunReport report)
    {
        Run run = report.Run;
        StringBuilder text = new();
        string vms = run.VmsProtected > 0 ? $": {Printable.Count(run.VmsProtected, "VM")} protected" : "";
        text.AppendLine($"run {run.Id} {State(run.State)} after {Units.Format((run.EndedAt ?? run.StartedAt) - run.StartedAt)}{vms}");
        foreach (RunDestination destination in report.Destinations)
        {
            text.AppendLine($"  {Printable.Destination(destination.Name, destination.PrimaryVolume)}: {State(destination.State)}, recovery point {Point(destination)}");
        }

        AppendErrors(text, run.Warnings, "WARNINGS");
        AppendErrors(text, run.Error is null ? [] : [run.Error], "ERROR");
        return text.AppendLine().AppendLine($"Full report: glusterdr run {run.Id}").ToString();
    }

    public static string Points(IReadOnlyList<RecoveryPoint> points, DateTimeOffset now)
    {
        if (points.Count == 0)
        {
            return "No recovery points yet.";
        }

        TextTable table = new("TAKEN", "AGE", "POLICY", "DESTINATION", "WHERE", "VMS", "COVERAGE", "NOTE");
        foreach (RecoveryPoint point in points)
        {
            int held = point.Vms.Count + point.VmsShutOff.Count;
            string vms = point.VmsLeftOut.Count == 0 ? $"{held}" : $"{held} (+{point.VmsLeftOut.Count} left out)";
            table.Add(
                Printable.Time(point.TakenAt), Printable.Age(point.TakenAt, now), point.Policy, Printable.Destination(point.Destination, point.PrimaryVolume), point.Location, vms,
                $"{Printable.Count(point.FilesCompared, "file")}, {CoverageText.Of(point.Coverage)}", Note(point));
        }

        return table.ToString();
    }

    private static string Note(Run run) => run.Error is { } error
        ? $"{error.Code}: {Short(error.Message)}"
        : run.Warnings.Count > 0 ? Printable.Count(run.Warnings.Count, "warning") : "";

    private static string Note(RecoveryPoint point) => point.SupersededBy is { } by
        ? $"no longer valid: {by.Split('@')[0]} has changed the secondary since"
        : string.Join("; ", Shortfalls(point));

    private static string Point(RunDestination destination) =>
        destination.RecoveryPoint is { } point ? $"{point}, {CoverageText.Of(destination.Coverage)}" : "none";

    private static IEnumerable<string> Shortfalls(RecoveryPoint point)
    {
        if (point.VmsNotWhole.Count > 0)
        {
            yield return $"{Printable.Count(point.VmsNotWhole.Count, "VM")} incomplete: disks on other volumes are not verified there";
        }

        if (point.VmsShutOff.Count > 0)
        {
            yield return $"{Printable.Count(point.VmsShutOff.Count, "VM")} shut off";
        }

        if (point.VmsPaused.Count > 0)
        {
            yield return $"{Printable.Count(point.VmsPaused.Count, "VM")} paused";
        }

        if (point.FilesNotIncluded is { Count: > 0 } missing)
        {
            yield return $"{Printable.Count(missing.Count, "file")} not included: see `glusterdr run {point.RunId}`";
        }

        if (point.OverlaysKept.Count > 0)
        {
            yield return $"{Printable.Count(point.OverlaysKept.Count, "unmerged overlay")} at the destination";
        }
    }

    private static string Evidence(GeoRepWorker worker)
    {
        string done = worker.CheckpointCompleted switch
        {
            true => $"completed {Printable.Time(worker.CheckpointCompletionTime)}",
            false => "not completed",
            null => "n/a",
        };
        return $"{worker.Node}:{worker.Brick} {worker.State}, checkpoint {Printable.Time(worker.CheckpointTime)} {done}, failures {worker.Failures?.ToString() ?? "n/a"}";
    }

    private static string Short(string text) => text.Length > 90 ? text[..89] + "…" : text;

    private static void AppendVms(StringBuilder text, RunReport report, DateTimeOffset now)
    {
        if (report.Vms.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine($"VMS       all snapshots within {Printable.Duration(report.Run.SnapshotSkew)}, longest time on an overlay {Printable.Duration(report.Run.LongestOverlay)}");
        TextTable table = new("NAME", "HOST", "STATE", "SNAPSHOT", "ON OVERLAY", "QUIESCED", "NOTE");
        foreach (RunVm vm in report.Vms.OrderBy(v => v.Vm.Name, StringComparer.Ordinal))
        {
            TimeSpan? onOverlay = vm.Snapshot is { } snapshot ? (vm.MergedAt ?? report.Run.EndedAt ?? now) - snapshot.TakenAt : null;
            table.Add(
                vm.Vm.Name, vm.Vm.Host, Printable.Word(vm.State), Printable.Time(vm.Snapshot?.TakenAt), Printable.Duration(onOverlay),
                vm.Snapshot is null ? "-" : vm.Snapshot.Quiesced ? "yes" : "no", NoteOf(vm));
        }

        text.AppendLine(Printable.Indent(table.ToString(), "  "));
    }

    private static string NoteOf(RunVm vm)
    {
        string[] written = [.. vm.Vm.Files.Where(f => f.Path is not null && (f.IsFolder || (f.IsWritten && vm.State != VmState.ShutOff))).Select(f => f.ToString())];
        string?[] notes =
        [
            written.Length > 0 ? $"replicated, not compared: {string.Join(", ", written)}" : null,
            vm.Vm.DisksElsewhere.Count > 0 ? $"not protected: {string.Join(", ", vm.Vm.DisksElsewhere)}" : null,
            vm.DisksAdded.Count > 0 ? $"attached during the run, not protected: {string.Join(", ", vm.DisksAdded)}" : null,
            vm.FilesChanged.Count > 0 ? $"missing or changed during the run, not protected: {string.Join(", ", vm.FilesChanged)}" : null,
            vm.Vm.Power == VmPower.Paused ? "paused" : null,
            vm.Vm.FilesElsewhere.Count > 0 ? $"not on the volume, needed to start: {string.Join(", ", vm.Vm.FilesElsewhere)}" : null,
        ];
        string? elsewhere = notes.Any(n => n is not null) ? string.Join("; ", notes.OfType<string>()) : null;
        return string.Join("; ", new[] { vm.Error?.Message ?? vm.Note ?? vm.Snapshot?.Note, elsewhere }.OfType<string>());
    }

    private static void AppendDestinations(StringBuilder text, IReadOnlyList<RunDestination> destinations)
    {
        foreach (RunDestination destination in destinations)
        {
            text.AppendLine().AppendLine($"DESTINATION {Printable.Destination(destination.Name, destination.PrimaryVolume)}: {State(destination.State)}");
            if (destination.Checkpoint is { } checkpoint)
            {
                string told = destination.DetectedBy is { } by ? $", detected by {by}" : "";
                string reached = destination.CompletedAt is { } at ? $", reached by {Printable.Time(at)}{told}" : ", not reached";
                text.AppendLine($"  checkpoint {Printable.Time(checkpoint)}{reached}");
            }

            text.AppendLine($"  compared   {Printable.Count(destination.FilesCompared, "file")}, {Units.Format(destination.BytesCompared)} by digest; "
                + $"{Printable.Count(destination.Cures, "correction")}, {Printable.Count(destination.Restarts, "session restart")}");
            text.AppendLine($"  point      {Point(destination)}");
            foreach (GeoRepWorker worker in destination.Evidence)
            {
                text.AppendLine(Printable.OneLine($"  evidence   {Evidence(worker)}"));
            }

            AppendErrors(text, destination.Warnings, "  warnings", "  ");
            AppendErrors(text, destination.Error is null ? [] : [destination.Error], "  error", "  ");
        }
    }

    private static void AppendErrors(StringBuilder text, IReadOnlyList<Error> errors, string title, string indent = "")
    {
        if (errors.Count > 0)
        {
            text.AppendLine().AppendLine(title);
            foreach (Error error in errors)
            {
                text.AppendLine(Printable.Indent(Printable.Lines(AdviceText.Of(error)), indent + "  "));
            }
        }
    }
}
