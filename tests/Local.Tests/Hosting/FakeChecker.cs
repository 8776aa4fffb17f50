using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Tests.Local.Hosting;

/// <summary>A policy check with findings according to the policy's name.</summary>
internal sealed class FakeChecker(TimeProvider time) : IPolicyChecker
{
    public Task<CheckReport> CheckAsync(Policy policy, CancellationToken cancellation)
    {
        Error error = new(ErrorCodes.VolumeNotStarted, ErrorClass.NeedsPerson, "it is stopped", "gl2", "gluster volume info", "start it");
        CheckFinding found = policy.Name switch
        {
            "fail" => new("volume", CheckOutcome.Failed, "it is stopped", error),
            "warn" => new("volume", CheckOutcome.Warning, "it is nearly full", error),
            _ => new("volume", CheckOutcome.Ok, "it is started"),
        };
        return Task.FromResult(new CheckReport(policy.Name, time.GetUtcNow(), [found]));
    }
}
