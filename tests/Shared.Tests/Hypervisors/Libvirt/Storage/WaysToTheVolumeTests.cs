using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Storage;

/// <summary>A VM that is not listed would silently not be protected. It is listed, whichever way its disk is on the volume.</summary>
public sealed class WaysToTheVolumeTests
{
    [Theory]
    [InlineData("fuse.glusterfs", "g1:/gv1.tcp")]
    [InlineData("fuse.glusterfs", "g1:gv1.rdma")]
    [InlineData("fuse.glusterfs", "g9.example,g2:/gv1")]
    [InlineData("fuse.glusterfs", "G1:/gv1")]
    [InlineData("glusterfs", "g2:/gv1")]
    [InlineData("fuse.glusterfs", "g1:/gv1/images")]
    public async Task A_mount_of_the_volume_protects(string type, string source)
    {
        VirtualMachine vm = (await ListAsync([("/gv", "fuse.glusterfs", "g1:/gv1"), ("/other", type, source)], VmText.Disk("vda", "/other/a.qcow2"))).ShouldHaveSingleItem();

        vm.Obstacle.ShouldBeNull();
        vm.Disks.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("fuse.glusterfs", "localhost:/gv1", "localhost")]
    [InlineData("fuse.glusterfs", "127.0.0.1:/gv1", "127.0.0.1")]
    [InlineData("fuse.glusterfs", "[::1]:/gv1", "::1")]
    [InlineData("fuse.glusterfs", "alias.example:/gv1", "alias.example")]
    [InlineData("fuse.glusterfs", "/etc/glusterfs/gv1.vol", "volfile")]
    [InlineData("nfs4", "vip.example:/gv1", "NFS")]
    [InlineData("nfs", "vip.example:/export/gv1/vms", "NFS")]
    [InlineData("nfs", "g1:/anything", "NFS")]
    [InlineData("cifs", "//vip.example/gluster-gv1", "SMB")]
    public async Task A_mount_that_cannot_be_identified_is_reported_as_unclear(string type, string source, string why)
    {
        VirtualMachine vm = (await ListAsync([("/gv", "fuse.glusterfs", "g1:/gv1"), ("/other", type, source)], VmText.Disk("vda", "/other/a.qcow2"))).ShouldHaveSingleItem();

        vm.Obstacle.ShouldNotBeNull().ShouldContain("unclear");
        vm.Obstacle.ShouldContain(why);
        vm.DisksElsewhere.ShouldHaveSingleItem().ShouldContain("unclear");
    }

    [Theory]
    [InlineData("nfs", "nas.example:/backup")]
    [InlineData("cifs", "//nas.example/share")]
    [InlineData("fuse.glusterfs", "g1:/gv11")]
    [InlineData("fuse.glusterfs", "localhost:/other")]
    [InlineData("ext4", "/dev/sdb1")]
    public async Task What_is_surely_elsewhere_is_not_listed(string type, string source) =>
        (await ListAsync([("/gv", "fuse.glusterfs", "g1:/gv1"), ("/other", type, source)], VmText.Disk("vda", "/other/a.qcow2"))).ShouldBeEmpty();

    [Fact]
    public async Task A_host_of_the_pool_that_mounts_from_itself_mounts_the_volume()
    {
        Bench bench = new("g1");
        List(bench, "g1", [("/a", "fuse.glusterfs", "g2:/gv1"), ("/other", "fuse.glusterfs", "localhost:/gv1")], VmText.Disk("vda", "/other/a.qcow2"));

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Obstacle.ShouldBeNull();
    }

    [Fact]
    public async Task A_vm_with_one_disk_on_the_volume_keeps_its_protection_and_the_unclear_one_is_named()
    {
        VirtualMachine vm = (await ListAsync(
            [("/gv", "fuse.glusterfs", "g1:/gv1"), ("/other", "nfs", "vip:/gv1")],
            VmText.Disk("vda", "/gv/a.qcow2"), VmText.Disk("vdb", "/other/b.qcow2"))).ShouldHaveSingleItem();

        vm.Obstacle.ShouldBeNull();
        vm.DisksElsewhere.ShouldHaveSingleItem().ShouldContain("vdb (/other/b.qcow2; it is unclear");
    }

    [Fact]
    public async Task A_disk_of_a_gluster_pool_has_the_obstacle_of_a_network_disk()
    {
        Bench bench = new();
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On("h1", Bench.Uses)
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}'", Fixture.Output("pool-gluster-domain"))
            .On("h1", $"{Bench.Virsh}pool-dumpxml --pool gpool", Fixture.Xml("pool-gluster"));

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Obstacle.ShouldNotBeNull().ShouldContain("libgfapi");
    }

    [Theory]
    [InlineData("<source protocol='gluster' name='gv1/a.img'/>", 1)]
    [InlineData("<source protocol='gluster' name='/gv1/a.img'/>", 1)]
    [InlineData("<source protocol='gluster' name='gv1'/>", 1)]
    [InlineData("<source protocol='gluster' name='gv11/a.img'/>", 0)]
    [InlineData("<source protocol='rbd' name='gv1/a.img'/>", 0)]
    public async Task A_network_disk_is_identified_by_its_volume(string source, int expected)
    {
        XElement disk = XElement.Parse($"<disk type='network' device='disk'>{source}<target dev='vda'/></disk>");

        IReadOnlyList<VirtualMachine> found = await ListAsync([("/gv", "fuse.glusterfs", "g1:/gv1")], disk);

        found.Count.ShouldBe(expected);
        found.ShouldAllBe(v => v.Obstacle!.Contains("libgfapi"));
    }

    [Theory]
    [InlineData("<pool type='gluster'><source><host name='g1'/><dir path='/vms'/><name>gv1</name></source></pool>", "libgfapi")]
    [InlineData("<pool type='gluster'><source><host name='g1'/><name>gv2</name></source></pool>", null)]
    [InlineData("<pool type='netfs'><source><host name='g1'/><dir path='/gv1'/><format type='glusterfs'/></source><target><path>/gv/pool</path></target></pool>", "")]
    [InlineData("<pool type='rbd'><source><name>gv1</name></source></pool>", null)]
    public async Task A_pool_is_identified_by_its_kind(string pool, string? obstacle)
    {
        Bench bench = new();
        List(bench, "h1", [("/gv", "fuse.glusterfs", "g1:/gv1")], StoragePoolsTests.Volume);
        bench.Runner.On("h1", StoragePoolsTests.Dump, pool);

        IReadOnlyList<VirtualMachine> found = await bench.Sut.ListAsync(bench.Domain, default);

        found.Count.ShouldBe(obstacle is null ? 0 : 1);
        found.ShouldAllBe(v => (v.Obstacle ?? "").Contains(obstacle!));
    }

    [Theory]
    [InlineData("<disk type='block' device='disk'><source dev='/dev/loop3'/><target dev='vda'/></disk>", "loop device")]
    [InlineData("<disk type='dir' device='disk'><source dir='/gv/floppy'/><target dev='vda'/></disk>", "is a dir on the volume")]
    [InlineData("<disk type='block' device='disk'><source dev='/dev/vg/lv'/><target dev='vda'/></disk>", null)]
    public async Task Disks_that_are_no_files_are_named_where_they_may_be_on_the_volume(string disk, string? obstacle)
    {
        IReadOnlyList<VirtualMachine> found = await ListAsync([("/gv", "fuse.glusterfs", "g1:/gv1")], XElement.Parse(disk));

        found.Count.ShouldBe(obstacle is null ? 0 : 1);
        found.ShouldAllBe(v => v.Obstacle!.Contains(obstacle!));
    }

    [Fact]
    public async Task A_chain_is_not_judged_by_its_top()
    {
        Bench bench = new();
        List(bench, "h1", [("/gv", "fuse.glusterfs", "g1:/gv1")], VmText.Disk("vda", "/var/top.qcow2", "/gv/base.qcow2"));
        bench.Runner.On("h1", "realpath -z -m -- /var/top.qcow2", "/var/top.qcow2\0");

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Obstacle.ShouldNotBeNull().ShouldContain("writes to /var/top.qcow2, which is not on the volume");
    }

    [Theory]
    [InlineData("file=gluster://g1/gv1/a.img,if=virtio", true)]
    [InlineData("file=/gv/a.img,if=virtio", true)]
    [InlineData("file=/var/a.img,if=virtio", false)]
    public async Task A_disk_behind_libvirts_back_is_named(string argument, bool listed)
    {
        Bench bench = new();
        XElement domain = XElement.Parse($"{new VmText(VmText.One, "web") { Disks = [] }}");
        XNamespace qemu = "http://libvirt.org/schemas/domain/qemu/1.0";
        domain.Add(new XElement(qemu + "commandline", new XElement(qemu + "arg", new XAttribute("value", "-drive")), new XElement(qemu + "arg", new XAttribute("value", argument))));
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On("h1", Bench.Uses)
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}'", $"{domain}");

        (await bench.Sut.ListAsync(bench.Domain, default)).Count(v => v.Obstacle!.Contains("directly")).ShouldBe(listed ? 1 : 0);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(139, "{\"filesystems\":[]}")]
    public async Task Mounts_that_were_not_read_hide_no_vm(int exit, string output)
    {
        Bench bench = new();
        List(bench, "h1", [], VmText.Disk("vda", "/gv/a.qcow2"));
        bench.Runner.Replace("h1", Bench.FindMounts, _ => new RemoteResult(exit, output, ""));

        await Should.ThrowAsync<DrException>(bench.Sut.ListAsync(bench.Domain, default));
    }

    private static Task<IReadOnlyList<VirtualMachine>> ListAsync((string Target, string Type, string Source)[] mounts, params XElement[] disks)
    {
        Bench bench = new();
        List(bench, "h1", mounts, disks);
        return bench.Sut.ListAsync(bench.Domain, default);
    }

    private static void List(Bench bench, string host, (string Target, string Type, string Source)[] mounts, params XElement[] disks)
    {
        IEnumerable<string> entries = mounts.Select(m => $$"""{"target":"{{m.Target}}","source":"{{m.Source}}","fstype":"{{m.Type}}","fsroot":"/"}""");
        string json = $$"""{"filesystems":[{"target":"/","source":"/dev/sda","fstype":"ext4","fsroot":"/"}{{string.Concat(entries.Select(e => $",{e}"))}}]}""";
        bench.Runner.Replace(host, Bench.FindMounts, json);
        bench.WithoutLinks();
        bench.Runner
            .On(host, $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On(host, Bench.Uses)
            .On(host, $"{Bench.Virsh}'dumpxml {VmText.One}'", $"{new VmText(VmText.One, "web") { Disks = disks }}");
    }
}
