using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Domains;

public class DomainXmlTests
{
    [Fact]
    public void Read_of_a_real_batch_gives_the_domains_that_were_there()
    {
        IReadOnlyList<Domain> domains = DomainXml.Read(Fixture.Output("dumpxml-batch"), "h1");

        domains.Select(d => d.Uuid).ShouldBe([Fixture.Web, Fixture.Weird]);
        domains[1].Name.ShouldBe("we'ird \"$(id);n ame");
        domains.ShouldAllBe(d => d.Active && !d.AgentConnected);
    }

    [Fact]
    public void Read_of_a_running_domain_gives_its_disks()
    {
        Domain domain = DomainXml.Read(Fixture.Output("look-running"), "h1")[0];

        domain.Disks.Select(d => d.Target).ShouldBe(["vda", "vdb", "sda"]);
        domain.Disks.Select(d => d.Writable).ShouldBe([true, true, false]);
        domain.Disks[0].Chain.ShouldBe([new DiskImage("file", $"{Fixture.Folder}/{Fixture.Disk}", "qcow2")]);
        domain.Disks[1].Active!.Path.ShouldBe($"{Fixture.Folder}/{Fixture.HostileDisk}");
        domain.Disks[0].ChainComplete.ShouldBeTrue();
    }

    [Fact]
    public void Read_of_a_domain_on_overlays_gives_whole_chains()
    {
        DomainDisk disk = DomainXml.Read(Fixture.Output("look-on-overlays"), "h1")[0].Disks[1];

        disk.Chain.Select(i => i.Path).ShouldBe([$"{Fixture.Folder}/{Fixture.HostileDisk}.{Fixture.Run}", $"{Fixture.Folder}/{Fixture.HostileDisk}"]);
        disk.Chain.Select(i => i.Format).ShouldBe(["qcow2", "qcow2"]);
        disk.ChainComplete.ShouldBeTrue();
        disk.Job.ShouldBeNull();
    }

    [Theory]
    [InlineData("look-committing", false)]
    [InlineData("look-ready", true)]
    public void Read_of_a_domain_in_a_merge_gives_the_job(string fixture, bool ready)
    {
        Domain domain = DomainXml.Read(Fixture.Output(fixture), "h1")[0];

        domain.Disks[0].Job.ShouldBe(new BlockJob("active-commit", ready, new DiskImage("file", $"{Fixture.Folder}/{Fixture.Disk}", "")));
        domain.Disks[1].Job.ShouldBeNull();
    }

    [Fact]
    public void Read_of_a_definition_knows_that_its_chain_may_be_longer()
    {
        Domain domain = DomainXml.Read(Fixture.Output("look-shut-off-on-overlay"), "h1")[0];

        domain.Active.ShouldBeFalse();
        domain.Disks[1].Chain.Count.ShouldBe(2);
        domain.Disks[1].ChainComplete.ShouldBeFalse();
    }

    [Fact]
    public void Read_reports_disks_that_are_not_files()
    {
        const string xml = """
            <domain id='1'><name>n</name><uuid>u</uuid><devices>
              <disk type='network' device='disk'><driver type='raw'/><source protocol='gluster' name='gv1/a/b.img'><host name='g1'/></source><target dev='vda'/></disk>
              <disk type='block' device='lun'><driver type='raw'/><source dev='/dev/sdb'/><target dev='sdb'/></disk>
              <disk type='volume' device='disk'><source pool='p' volume='v'/><target dev='vdc'/><shareable/></disk>
              <disk type='file' device='disk'><source file='/x'/><target dev='vdd'/><transient/></disk>
              <disk type='file' device='disk'><source file='/y'/><target dev='vde'/><readonly/></disk>
              <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='connected'/></channel>
            </devices></domain>
            """;

        Domain domain = DomainXml.Read(xml, "h")[0];

        domain.AgentConnected.ShouldBeTrue();
        domain.Disks.Select(d => $"{d.Active}").ShouldBe(["gluster:gv1/a/b.img", "/dev/sdb", "volume v of pool p", "/x", "/y"]);
        domain.Disks[2].Shareable.ShouldBeTrue();
        domain.Disks[3].Discarded.ShouldBeTrue();
        domain.Disks[4].Writable.ShouldBeFalse();
    }

    [Fact]
    public void Read_is_not_fooled_by_a_domain_within_metadata()
    {
        const string xml = """
            <domain id='1'><name>outer</name><uuid>u</uuid><metadata><app:x xmlns:app='urn:a'><domain><name>inner</name></domain></app:x></metadata></domain>
            <domain><name>second</name><uuid>u</uuid></domain>
            """;

        DomainXml.Read(xml, "h").Select(d => d.Name).ShouldBe(["outer", "second"]);
    }

    [Fact]
    public void Read_of_nothing_gives_nothing() => DomainXml.Read("", "h").ShouldBeEmpty();

    [Theory]
    [InlineData("<domain>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><domain/>")]
    public void Read_of_nonsense_says_so(string xml) =>
        Should.Throw<DrException>(() => DomainXml.Read(xml, "h")).Error.Code.ShouldBe(ErrorCodes.OutputUnreadable);
}
