using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.RecordedRuns;

/// <summary>Sites at which something was done, and the control plane that has its history.</summary>
internal sealed record Recording(IAsyncDisposable Sites, ControlPlane Plane) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Sites.DisposeAsync();
}
