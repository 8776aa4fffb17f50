using GlusterDr.Errors;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli;

/// <summary>The exit code for the end of a run.</summary>
internal static class RunOutcome
{
    public static int ExitCode(Run run) => run.State switch
    {
        RunState.Succeeded => ExitCodes.Ok,
        RunState.SucceededWithWarnings => ExitCodes.Warnings,
        RunState.Cancelled => ExitCodes.Cancelled,
        RunState.Running => ExitCodes.Unavailable,
        // Another control plane holds the lease at the site: the run was refused before it changed anything.
        RunState.Failed when run.Error?.Code == ErrorCodes.LeaseHeld => ExitCodes.Refused,
        _ => ExitCodes.Failed,
    };
}
