using System.Xml.Linq;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>How the engine lists machines, disks and storage domains, and how it is searched.</summary>
public sealed class EngineListTests : IDisposable
{
    private readonly EngineWorld _world = new(vms: 3);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("name=vm2", "vm2")]
    [InlineData("NAME = \"vm2\"", "vm2")]
    [InlineData("name=vm*", "vm1 vm2 vm3")]
    [InlineData("name=VM2", "vm2")]
    [InlineData("name!=vm2", "vm1 vm3")]
    [InlineData("status=up", "vm1 vm2")]
    [InlineData("status=down or name=vm1", "vm1 vm3")]
    [InlineData("Storage.name=data1 and status=up", "vm1 vm2")]
    [InlineData("Storage=data1", "vm1 vm2 vm3")]
    [InlineData("storage.name=data2", "vm3")]
    [InlineData("cluster=main-cluster and name=vm1", "vm1")]
    [InlineData("cluster=other", "")]
    [InlineData("sortby name desc", "vm3 vm2 vm1")]
    [InlineData("name=vm* sortby name desc page 1", "vm3 vm2 vm1")]
    [InlineData("page 2", "")]
    [InlineData("status=up sortby name asc", "vm1 vm2")]
    public async Task Machines_are_searched(string search, string found)
    {
        _world.Engine.Vm("vm3").Stop();
        _world.Engine.AddDisk(_world.Engine.Vm("vm3"), _world.Engine.AddNfsDomain("data2", "nfs1", "/export"));
        XElement vms = await _world.GetAsync($"vms?search={Uri.EscapeDataString(search)}");
        string.Join(' ', vms.Elements("vm").Select(v => v.Element("name")!.Value)).ShouldBe(found);
        _world.Engine.UnexpectedRequests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nosuch=1")]
    [InlineData("name=")]
    [InlineData("name")]
    [InlineData("name=a and")]
    [InlineData("sortby name page 2")]
    [InlineData("page x")]
    [InlineData("name=a page 2 sortby name asc")]
    public async Task Invalid_search_finds_nothing_without_an_error_and_is_recorded(string search)
    {
        (await _world.GetAsync($"vms?search={Uri.EscapeDataString(search)}")).Elements().ShouldBeEmpty();
        _world.Engine.UnexpectedRequests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Case_matters_if_the_request_says_so()
    {
        (await _world.GetAsync("vms?search=name%3DVM1&case_sensitive=true")).Elements().ShouldBeEmpty();
        (await _world.GetAsync("vms;case_sensitive=true?search=name%3Dvm1")).Elements().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Pages_count_in_steps_of_max_and_shift_when_a_machine_is_added_between_them()
    {
        for (int i = 4; i <= 150; i++)
        {
            _world.Engine.AddVm($"x{i:000}", _world.Domain);
        }

        List<string> names = [];
        for (int page = 1; ; page++)
        {
            XElement vms = await _world.GetAsync($"vms?search={Uri.EscapeDataString($"sortby name asc page {page}")}&max=100");
            if (!vms.HasElements)
            {
                break;
            }

            names.AddRange(vms.Elements().Select(v => v.Element("name")!.Value));
            if (page == 1)
            {
                _world.Engine.AddVm("added", _world.Domain);
            }
        }

        names.Count.ShouldBe(151);
        names.Distinct().Count().ShouldBe(150);
        names.ShouldNotContain("added");
        (await _world.GetAsync("vms?max=20")).Elements().Count().ShouldBe(20);
        (await _world.GetAsync("vms")).Elements().Count().ShouldBe(151);
    }

    [Fact]
    public async Task Links_are_followed_to_disks_and_snapshots()
    {
        _world.Engine.AddSnapshot(_world.Vm, "mine");
        XElement vm = await _world.GetAsync($"vms/{_world.Vm.Id}?follow=disk_attachments.disk,snapshots");
        XElement disk = vm.Element("disk_attachments")!.Element("disk_attachment")!.Element("disk")!;
        disk.Element("image_id")!.Value.ShouldBe(_world.Disk.Chain[0].Id);
        disk.Element("storage_domains")!.Element("storage_domain")!.Attribute("id")!.Value.ShouldBe(_world.Domain.Id);
        disk.Element("format")!.Value.ShouldBe("cow");
        vm.Element("snapshots")!.Elements().Select(s => s.Element("snapshot_type")!.Value).ShouldBe(["regular", "active"]);
        vm.Elements("link").Select(l => l.Attribute("rel")!.Value).ShouldNotContain("snapshots");

        XElement plain = await _world.GetAsync($"vms/{_world.Vm.Id}");
        plain.Element("disk_attachments").ShouldBeNull();
        plain.Elements("link").Single(l => l.Attribute("rel")!.Value == "diskattachments").Attribute("href")!.Value
            .ShouldBe($"/ovirt-engine/api/vms/{_world.Vm.Id}/diskattachments");
        (await _world.GetAsync($"vms/{_world.Vm.Id}/diskattachments?follow=disk")).Descendants("image_id").ShouldHaveSingleItem();
        (await _world.GetAsync($"vms/{_world.Vm.Id}/diskattachments/{_world.Disk.Id}")).Element("disk")!.Attribute("id")!.Value.ShouldBe(_world.Disk.Id);
    }

    [Fact]
    public async Task Domains_show_their_storage_and_their_status_only_in_the_data_centre()
    {
        _world.Engine.AddForeignDomain("far", "other1", "elsewhere");
        _world.Engine.AddNfsDomain("nfs", "nfs1", "/export");
        XElement domains = await _world.GetAsync("storagedomains");
        domains.Elements().Select(d => d.Element("storage")!.Element("type")!.Value).ShouldBe(["glusterfs", "glusterfs", "nfs"]);
        XElement first = (await _world.GetAsync("storagedomains?search=name%3Ddata1")).Elements().Single();
        XElement storage = first.Element("storage")!;
        storage.Element("address")!.Value.ShouldBe("p1");
        storage.Element("path")!.Value.ShouldBe("/gv1");
        storage.Element("mount_options")!.Value.ShouldBe("backup-volfile-servers=p2:p3");
        first.Element("status").ShouldBeNull();
        string dataCenter = first.Element("data_centers")!.Element("data_center")!.Attribute("href")!.Value;
        (await _world.GetAsync($"{dataCenter}/storagedomains")).Elements().First().Element("status")!.Value.ShouldBe("active");
        (await _world.GetAsync($"{dataCenter}/storagedomains/{_world.Domain.Id}")).Element("status")!.Value.ShouldBe("active");
    }

    [Fact]
    public async Task Volumes_of_the_cluster_are_those_that_its_pool_manages()
    {
        _world.World.Site("main").AddVolume("gv9");
        string cluster = (await _world.GetAsync("clusters")).Elements().Single().Attribute("id")!.Value;
        XElement volumes = await _world.GetAsync($"clusters/{cluster}/glustervolumes");
        volumes.Elements().Select(v => v.Element("name")!.Value).ShouldBe(["gv1", "gv9"]);
        volumes.Elements().First().Element("volume_type")!.Value.ShouldBe("replicate");
        (await _world.GetAsync("hosts")).Elements().Select(h => h.Element("name")!.Value).ShouldBe(["h1", "h2"]);
        (await _world.GetAsync("datacenters?search=name%3Dmain-dc")).Elements().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Domain_lists_its_machines_its_disks_and_the_images_of_snapshots()
    {
        EngineDomain other = _world.Engine.AddDomain("data2", _world.World.Site("main").AddVolume("gv9"));
        EngineDisk second = _world.Engine.AddDisk(_world.Vm, other, format: "raw");
        _world.Engine.AddSnapshot(_world.Vm, "mine");
        (await _world.GetAsync($"storagedomains/{other.Id}/vms")).Elements().Single().Element("name")!.Value.ShouldBe("vm1");
        XElement disks = await _world.GetAsync($"storagedomains/{other.Id}/disks");
        disks.Elements().Count(d => d.Element("content_type")!.Value == "ovf_store").ShouldBe(2);
        disks.Elements().Count(d => d.Element("content_type")!.Value == "data").ShouldBe(1);
        XElement image = (await _world.GetAsync($"storagedomains/{other.Id}/disksnapshots")).Elements().Single();
        image.Attribute("id")!.Value.ShouldBe(second.Chain[1].Id);
        image.Element("disk")!.Attribute("id")!.Value.ShouldBe(second.Id);
        image.Element("format")!.Value.ShouldBe("raw");
        (await _world.GetAsync($"storagedomains/{_world.Domain.Id}/vms?unregistered=true")).Elements().ShouldBeEmpty();
    }

    /// <summary>The API has them in each machine and data centre, and clients fail on a machine without a display.</summary>
    [Fact]
    public async Task Machines_have_a_display_and_their_links_can_be_followed()
    {
        _world.Engine.AddSnapshot(_world.Vm, "mine");
        XElement[] vms = [.. (await _world.GetAsync("vms")).Elements()];
        vms.ShouldAllBe(v => v.Element("display")!.Element("type")!.Value == "vnc");
        foreach (string link in new[] { "nics", "cdroms", $"snapshots/{_world.Vm.Snapshots[0].Id}/nics", $"snapshots/{_world.Vm.Snapshots[0].Id}/cdroms" })
        {
            (await _world.GetAsync($"vms/{_world.Vm.Id}/{link}")).Name.LocalName.ShouldBe(link.Split('/')[^1]);
        }

        XElement dataCenter = (await _world.GetAsync("datacenters")).Elements().Single();
        string clusters = dataCenter.Elements("link").Single(l => l.Attribute("rel")!.Value == "clusters").Attribute("href")!.Value;
        (await _world.GetAsync(clusters)).Elements("cluster").ShouldHaveSingleItem();
        (await _world.GetAsync($"disks/{_world.Disk.Id}")).Element("qcow_version")!.Value.ShouldBe("qcow2_v3");
        _world.Engine.UnexpectedRequests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Unusual_machines_and_disks_can_be_distinguished()
    {
        _world.Engine.AddVm("HostedEngine", _world.Domain, origin: "managed_hosted_engine");
        EngineDisk lun = _world.Engine.AddLun(_world.Vm, "lun1");
        _world.Disk.Shareable = true;
        _world.Engine.Vm("vm2").Disks[0].IsLocked = true;
        _world.Engine.Vm("vm3").Disks[0].IsIllegal = true;

        (await _world.GetAsync("vms?search=name%3DHostedEngine")).Elements().Single().Element("origin")!.Value.ShouldBe("managed_hosted_engine");
        (await _world.GetAsync($"disks/{lun.Id}")).Element("storage_type")!.Value.ShouldBe("lun");
        (await _world.GetAsync($"disks/{lun.Id}")).Element("image_id").ShouldBeNull();
        (await _world.GetAsync($"disks/{_world.Disk.Id}")).Element("shareable")!.Value.ShouldBe("true");
        (await _world.GetAsync("disks?search=status%3Dlocked")).Elements().Single().Element("alias")!.Value.ShouldBe("vm2_Disk1");
        (await _world.GetAsync("disks?search=status%3Dillegal")).Elements().Single().Element("status")!.Value.ShouldBe("illegal");
        (await _world.GetAsync("vms?search=has_illegal_images%3Dtrue")).Elements().Single().Element("name")!.Value.ShouldBe("vm3");
        _world.Meta(_world.Engine.Vm("vm3").Disks[0], _world.Engine.Vm("vm3").Disks[0].Chain[0].Id).ShouldContain("LEGALITY=ILLEGAL\n");
    }
}
