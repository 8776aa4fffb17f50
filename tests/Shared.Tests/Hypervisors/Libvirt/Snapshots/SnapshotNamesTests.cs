using GlusterDr.Hypervisors.Libvirt.Snapshots;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Snapshots;

public class SnapshotNamesTests
{
    [Fact]
    public void Read_of_a_real_host_distinguishes_domains()
    {
        IReadOnlyDictionary<string, IReadOnlyList<string>> found = SnapshotNames.Read([Fixture.Weird, Fixture.Web], Fixture.Output("snapshot-lists"));

        found[Fixture.Weird].ShouldBeEmpty();
        found[Fixture.Web].ShouldBe(["before; upgrade", Fixture.Run], ignoreOrder: true);
    }

    [Fact]
    public void Read_of_domains_without_snapshots_gives_empty_lists() =>
        SnapshotNames.Read(["a", "b"], "ab").Values.ShouldAllBe(l => l.Count == 0);

    [Fact]
    public void Read_gives_each_domain_its_own() =>
        SnapshotNames.Read(["aa", "bb", "cc"], "aas1\ns2\nbbccs3\n").Select(p => $"{p.Key}={string.Join(',', p.Value)}").ShouldBe(["aa=s1,s2", "bb=", "cc=s3"]);
}
