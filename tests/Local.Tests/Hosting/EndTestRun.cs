using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Hosting;

/// <summary>Closes the record of the run with the requested state.</summary>
internal sealed class EndTestRun(RunStore runs, LeaseStore leases, TimeProvider time) : Activity<EndTestRun.Request, string>
{
    private static readonly Error s_error = new(
        ErrorCodes.SessionFaulty, ErrorClass.NeedsPerson, "a worker stayed Faulty", "gl1", "gluster status", "look at the log");

    public override async Task<string> RunAsync(ActivityContext context, Request input)
    {
        Run run = await runs.GetAsync(input.RunId, context.CancellationToken);
        RunState state = input.End switch
        {
            "cancelled" => RunState.Cancelled,
            _ when input.End.Contains("fail", StringComparison.Ordinal) => RunState.Failed,
            _ when input.End.Contains("warn", StringComparison.Ordinal) => RunState.SucceededWithWarnings,
            _ => RunState.Succeeded,
        };
        await runs.SaveAsync(
            run with
            {
                State = state,
                Phase = RunPhase.Done,
                EndedAt = time.GetUtcNow(),
                VmsProtected = 4,
                Phases = [new(RunPhase.Snapshot, run.StartedAt, TimeSpan.FromSeconds(2)), new(RunPhase.Merge, run.StartedAt, TimeSpan.FromSeconds(3))],
                Warnings = state == RunState.SucceededWithWarnings ? [s_error] : [],
                Error = state == RunState.Failed ? s_error : null,
            },
            context.CancellationToken);
        foreach (Lease lease in await leases.ListAsync(context.CancellationToken))
        {
            await leases.ReleaseAsync(lease.Resource, input.RunId, context.CancellationToken);
        }

        return input.RunId;
    }

    internal sealed record Request(string RunId, string End);
}
