using GlusterDr.Errors;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli;

/// <summary>How a run's end is told to the shell.</summary>
internal static class RunOutcome
{
    public static int ExitCode(Run run) => run.State switch
    {
        RunState.Succeeded => ExitCodes.Ok,
        RunState.SucceededWithWarnings => ExitCodes.Warnings,
        RunState.Cancelled => ExitCodes.Cancelled,
        RunState.Running => ExitCodes.Unavailable,

        // Another control plane is at work: the lease at the site is asked for within the run, the store's own before it.
        RunState.Failed when run.Error?.Code == ErrorCodes.LeaseHeld => ExitCodes.Refused,
        _ => ExitCodes.Failed,
    };
}
