using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sites;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>The name of any host becomes its pool, reached as a stored policy says.</summary>
public sealed class PoolFinderTests
{
    [Theory]
    [InlineData("p2", "p1, p2, p3", "main")]
    [InlineData("P2", "p1, p2, p3", "main")]
    [InlineData("s1", "s1", "backup")]
    [InlineData("x9", "x9", null)]
    public async Task A_host_that_a_policy_knows_is_reached_as_it_says_and_any_other_by_default(string host, string nodes, string? user)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 0).EnterAsync();
        Policy policy = sites.Policy;
        sites.Policy = policy with
        {
            Site = policy.Site with { Ssh = new SshSettings { User = "main" } },
            Destinations = [.. policy.Destinations.Select(d => d with { Site = d.Site with { Ssh = new SshSettings { User = "backup" } } })],
        };
        await sites.StartAsync();

        GlusterPool pool = await sites.Plane.Get<PoolFinder>().FindAsync(host, default);

        pool.ToString().ShouldBe(nodes);
        pool.Nodes.ShouldAllBe(n => n.Ssh.User == user);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-oProxyCommand=x")]
    [InlineData("p1 p2")]
    [InlineData("root@p1")]
    public async Task What_is_no_host_is_refused(string host)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 0).EnterAsync();
        await sites.StartAsync();

        (await Should.ThrowAsync<DrException>(() => sites.Plane.Get<PoolFinder>().FindAsync(host, default))).Error.Code.ShouldBe(ErrorCodes.NameInvalid);
    }
}
