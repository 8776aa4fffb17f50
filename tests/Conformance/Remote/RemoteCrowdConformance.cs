using GlusterDr.Remote;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>Many commands at the same time on a host that is busy and slow. None may be lost.</summary>
/// <remarks>A class of its own, because it takes long, and tests of other classes run in parallel.</remarks>
[TakesLong(60)]
public abstract class RemoteCrowdConformance(IRemoteHarness harness) : RemoteSuite(harness)
{
    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    public async Task Run_ManyAtOnceOnABusyHostWithASlowLogin_AllEnd(int count)
    {
        using BusyProcessors busy = new();
        using Sshd slow = await Sshd.StartAsync(new SshdOptions { LoginScript = SshdOptions.SlowLogin });

        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            Sut.RunAsync(HostOf(slow), Shell("echo $1; echo $1 >&2; exit 3", $"{i}"))));

        results.ShouldBe(Enumerable.Range(0, count).Select(i => new RemoteResult(3, $"{i}\n", $"{i}\n")));
        slow.Logins.ShouldBeInRange(1, 8);
    }
}
