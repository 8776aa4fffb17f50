using GlusterDr.Durable;
using GlusterDr.Sessions;

namespace GlusterDr.Activities.SetUp;

/// <summary>Looks whether a session can be made. Changes nothing.</summary>
public sealed class CheckSetUp(SetUpChecks checks) : Activity<SetUpRequest, SetUpFitness>
{
    /// <inheritdoc/>
    public override Task<SetUpFitness> RunAsync(ActivityContext context, SetUpRequest input) => checks.LookAsync(input, context.CancellationToken);
}
