using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.RecordedRuns;

/// <summary>Sites after a recorded scenario, and the control plane with its history.</summary>
internal sealed record Recording(IAsyncDisposable Sites, ControlPlane Plane) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Sites.DisposeAsync();
}
