using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Domains;

public class DomainStatsTests
{
    [Fact]
    public void Read_of_a_real_host_gives_state_and_sizes()
    {
        IReadOnlyList<VirshClient.DomainUse> uses = DomainStats.Read(Fixture.Output("domstats"));

        uses.Select(u => u.Name).ShouldBe(["we'ird \"$(id);n ame", "web1"], ignoreOrder: true);
        VirshClient.DomainUse web = uses.Single(u => u.Name == "web1");
        web.Running.ShouldBeFalse();
        web.Images.Keys.ShouldBe([$"{Fixture.Folder}/{Fixture.Disk}", $"{Fixture.Folder}/{Fixture.HostileDisk}"]);
        web.Images.Values.ShouldAllBe(b => b > 0);
    }

    [Fact]
    public void Read_of_a_domain_on_overlays_gives_images_at_every_depth() =>
        DomainStats.Read(Fixture.Output("domstats-on-overlays")).Single(u => u.Name == "web1").Images.Keys
            .ShouldBe([.. new[] { Fixture.Disk, Fixture.HostileDisk }.SelectMany(d => new[] { $"{Fixture.Folder}/{d}.{Fixture.Run}", $"{Fixture.Folder}/{d}" })]);

    [Fact]
    public void Read_uses_what_a_stuck_domain_still_reports() =>
        DomainStats.Read("Domain: 'stuck'\n  state.state=1\n  block.count=1\n  block.0.name=vda\n  block.0.path=/a=b\n")
            .ShouldHaveSingleItem().Images.ShouldBe(new Dictionary<string, long> { ["/a=b"] = 0 });

    [Fact]
    public void Read_of_nothing_gives_nothing() => DomainStats.Read("\n").ShouldBeEmpty();
}
