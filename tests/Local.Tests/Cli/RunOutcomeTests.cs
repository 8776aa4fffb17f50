using GlusterDr.Errors;
using GlusterDr.Local.Cli;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Cli;

public sealed class RunOutcomeTests
{
    [Theory]
    [InlineData(RunState.Succeeded, null, ExitCodes.Ok)]
    [InlineData(RunState.SucceededWithWarnings, null, ExitCodes.Warnings)]
    [InlineData(RunState.SucceededWithWarnings, ErrorCodes.LeaseHeld, ExitCodes.Warnings)]
    [InlineData(RunState.Failed, ErrorCodes.ContentDiffers, ExitCodes.Failed)]
    [InlineData(RunState.Failed, ErrorCodes.LeaseLost, ExitCodes.Failed)]
    [InlineData(RunState.Failed, ErrorCodes.LeaseHeld, ExitCodes.Refused)]
    [InlineData(RunState.Cancelled, null, ExitCodes.Cancelled)]
    [InlineData(RunState.Running, null, ExitCodes.Unavailable)]
    public void A_run_that_another_control_plane_keeps_out_is_refused_and_every_other_end_has_its_own_code(
        RunState state, string? error, int code) =>
        RunOutcome.ExitCode(new Run
        {
            Id = "sync-vms-20260101T000000Z",
            Policy = "vms",
            StartedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            State = state,
            Error = error is null ? null : new Error(error, ErrorClass.Permanent, "as it is"),
        }).ShouldBe(code);
}
