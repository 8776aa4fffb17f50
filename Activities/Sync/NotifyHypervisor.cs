using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync;

/// <summary>Notifies the administrators of the hypervisor that a run has begun, or how it has ended.</summary>
public sealed class NotifyHypervisor(RunStore runs, RunAccess access) : Activity<NotifyHypervisor.Input, bool>
{
    /// <summary>The event to report.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="IsOver">The run has ended; false: it has begun.</param>
    public sealed record Input(string RunId, bool IsOver);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, context.CancellationToken);
        RunReport report = await runs.GetReportAsync(input.RunId, context.CancellationToken);
        if (!input.IsOver)
        {
            await storage.Hypervisor.NotifyAsync(storage.StorageDomain, Begun(report), context.CancellationToken);
            return true;
        }

        try
        {
            await storage.Hypervisor.NotifyAsync(storage.StorageDomain, Ended(report), context.CancellationToken);
            return true;
        }
        catch (DrException e)
        {
            // The run is closed: no later step could store this warning.
            await runs.UpdateAsync(input.RunId, run => run with { Warnings = [.. run.Warnings, e.Error] }, context.CancellationToken);
            return false;
        }
    }

    private static IHypervisor.Notice Begun(RunReport report) =>
        new(report.Run.Id, "begun", NoticeSeverity.Normal, $"GlusterDr: run {report.Run.Id} of policy '{report.Run.Policy}' has begun.", IsLast: false);

    private static IHypervisor.Notice Ended(RunReport report)
    {
        Run run = report.Run;
        string what = run.State switch
        {
            RunState.Succeeded => $"succeeded: {run.VmsProtected} VMs protected",
            RunState.SucceededWithWarnings =>
                $"succeeded with {run.Warnings.Count} warning(s), {run.VmsProtected} VMs protected: {string.Join(" ", run.Warnings.Select(w => w.Message))}",
            RunState.Cancelled => "was cancelled",
            _ => $"failed: {run.Error?.Message} {run.Error?.Advice}".TrimEnd(),
        };
        return new(run.Id, "ended", Severity(report), $"GlusterDr: run {run.Id} of policy '{run.Policy}' {what}", IsLast: true);
    }

    private static NoticeSeverity Severity(RunReport report) => report.Run.State switch
    {
        RunState.Succeeded => NoticeSeverity.Normal,
        // A VM whose overlay does not merge may not start again.
        RunState.SucceededWithWarnings => report.Vms.Any(vm => vm.State == VmState.MergeFailed) ? NoticeSeverity.Alert : NoticeSeverity.Warning,
        RunState.Cancelled => NoticeSeverity.Warning,
        _ => NoticeSeverity.Alert,
    };
}
