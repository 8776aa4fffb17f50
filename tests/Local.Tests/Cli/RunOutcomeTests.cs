using GlusterDr.Errors;
using GlusterDr.Local.Cli;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Cli;

public sealed class RunOutcomeTests
{
    [Theory]
    [InlineData(RunState.Succeeded, null, ExitCodes.Ok)]
    [InlineData(RunState.SucceededWithWarnings, null, ExitCodes.Warnings)]
    [InlineData(RunState.Cancelled, ErrorCodes.RunCancelled, ExitCodes.Cancelled)]
    [InlineData(RunState.Failed, ErrorCodes.ContentDiffers, ExitCodes.Failed)]
    [InlineData(RunState.Failed, ErrorCodes.LeaseLost, ExitCodes.Failed)]
    [InlineData(RunState.Failed, ErrorCodes.LeaseHeld, ExitCodes.Refused)]
    public void A_run_s_end_is_told_to_the_shell_and_that_it_was_refused(RunState state, string? code, int expected)
    {
        Error? error = code is null ? null : new(code, ErrorClass.Permanent, "why");
        Run run = new() { Id = "sync-vms-20260101T120000Z", Policy = "vms", StartedAt = DateTimeOffset.UnixEpoch, State = state, Error = error };

        RunOutcome.ExitCode(run).ShouldBe(expected);
    }
}
