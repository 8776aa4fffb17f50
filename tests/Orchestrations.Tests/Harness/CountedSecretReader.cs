using GlusterDr.Remote.Secrets;
using GlusterDr.Simulators;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>Reads secrets from real files. The simulated clock stands still during that.</summary>
internal sealed class CountedSecretReader(Simulation simulation) : ISecretReader
{
    private readonly SecretReader _reader = new();

    public Task<string> ReadAsync(SecretReference reference, CancellationToken cancellation = default) =>
        simulation.OutsideAsync(() => _reader.ReadAsync(reference, cancellation));
}
