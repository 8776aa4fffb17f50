using GlusterDr.Remote;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>Many commands at once on a host that is busy and slow: none may be lost.</summary>
/// <remarks>A class of its own, for it takes long and other tests run beside it.</remarks>
[TakesLong(60)]
public abstract class RemoteCrowdConformance(IRemoteHarness harness) : RemoteSuite(harness)
{
    [SshdTheory]
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
