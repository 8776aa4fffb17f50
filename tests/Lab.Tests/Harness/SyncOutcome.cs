using System.Text.Json;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab;

internal sealed record SyncOutcome(int ExitCode, RunReport? Report, string Errors)
{
    public static SyncOutcome Of(ShellResult result) => new(
        result.ExitCode,
        result.Output.Contains("\"run\"", StringComparison.Ordinal) ? JsonSerializer.Deserialize<RunReport>(result.Output, DrJson.Options) : null,
        result.Errors);

    /// <summary>The whole report as text.</summary>
    public string Text => JsonSerializer.Serialize(Report, DrJson.Indented);

    public RunReport ShouldSucceed()
    {
        Report.ShouldNotBeNull(Errors);
        Report.Run.State.ShouldBeOneOf(
            [RunState.Succeeded, RunState.SucceededWithWarnings], $"{Report.Run.Error}\n{string.Join('\n', Report.Run.Warnings)}\n{Errors}");
        return Report;
    }

    public RunReport ShouldFail()
    {
        Report.ShouldNotBeNull(Errors);
        Report.Run.State.ShouldBe(RunState.Failed);
        ExitCode.ShouldBe(1);
        return Report;
    }
}
