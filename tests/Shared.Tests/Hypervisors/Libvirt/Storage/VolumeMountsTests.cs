using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Storage;

public class VolumeMountsTests
{
    private static readonly StorageDomain Domain = new(new Site { Name = "home", GlusterHosts = ["p1", "p2"] }, "gv1");

    [Fact]
    public void Read_of_a_real_host_finds_the_volume()
    {
        VolumeMounts sut = VolumeMounts.Read(Fixture.Output("findmnt"), Domain, "p1");

        sut.Root.ShouldBe("/mnt/lab/gv1");
        sut.Relative("/mnt/lab/gv1/vms/web1.qcow2").ShouldBe("vms/web1.qcow2");
        sut.Relative("/mnt/lab/gv1").ShouldBeNull();
        sut.Relative("/mnt/lab/gv12/x").ShouldBeNull();
        sut.Relative("/var/lib/x").ShouldBeNull();
        sut.OnHost("vms/web1.qcow2").ShouldBe("/mnt/lab/gv1/vms/web1.qcow2");
    }

    [Theory]
    [InlineData("p1:/gv1", "x.img", "x.img")]
    [InlineData("p1:gv1", "x.img", "x.img")]
    [InlineData("p1:/gv1/a/b", "x.img", "a/b/x.img")]
    [InlineData("p9,p2:/gv1", "x.img", "x.img")]
    [InlineData("alias.example:/gv1", "x.img", "x.img")]
    [InlineData("[fd00::1]:/gv1", "x.img", "x.img")]
    [InlineData("p1:/gv11", "x.img", null)]
    [InlineData("p1:/other/gv1", "x.img", null)]
    public void Relative_understands_every_way_to_name_a_volume(string source, string file, string? expected) =>
        VolumeMounts.Read(Bench.Mounts("/m", source), Domain, "h").Relative($"/m/{file}").ShouldBe(expected);

    [Fact]
    public void Relative_of_a_bind_mount_names_the_folder_within_the_volume()
    {
        const string json = """
            {"filesystems":[
              {"target":"/gv","source":"p1:/gv1","fstype":"fuse.glusterfs","fsroot":"/"},
              {"target":"/images","source":"p1:/gv1","fstype":"fuse.glusterfs","fsroot":"/vms"}]}
            """;

        VolumeMounts.Read(json, Domain, "h").Relative("/images/x").ShouldBe("vms/x");
    }

    [Fact]
    public void Relative_prefers_the_innermost_mount()
    {
        string json = Bench.Mounts("/gv", "p1:/gv1", "/gv/other", "p1:/gv2");

        VolumeMounts sut = VolumeMounts.Read(json, Domain, "h");

        sut.Relative("/gv/other/x").ShouldBeNull();
        sut.Relative("/gv/others/x").ShouldBe("others/x");
    }

    [Fact]
    public void Read_leaves_out_a_namesake_of_another_pool_where_our_own_is_mounted()
    {
        VolumeMounts sut = VolumeMounts.Read(Bench.Mounts("/ours", "p2:/gv1", "/theirs", "s1:/gv1"), Domain, "h");

        sut.Relative("/ours/x").ShouldBe("x");
        sut.Relative("/theirs/x").ShouldBeNull();
    }

    [Fact]
    public void OnHost_uses_the_mount_that_shows_the_file()
    {
        VolumeMounts sut = VolumeMounts.Read(Bench.Mounts("/a", "p1:/gv1/vms"), Domain, "h");

        sut.Root.ShouldBeNull();
        sut.OnHost("vms/x").ShouldBe("/a/x");
        sut.OnHost("vms").ShouldBe("/a");
        sut.OnHost("else/x").ShouldBeNull();
        sut.OnHost("vmsx/x").ShouldBeNull();
    }

    [Fact]
    public void Read_of_nothing_finds_nothing() => VolumeMounts.Read("", Domain, "h").OfVolume.ShouldBeEmpty();

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Read_of_nonsense_says_so(string json) =>
        Should.Throw<DrException>(() => VolumeMounts.Read(json, Domain, "h")).Error.Code.ShouldBe(ErrorCodes.OutputUnreadable);
}
