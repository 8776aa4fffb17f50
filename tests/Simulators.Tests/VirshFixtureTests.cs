namespace GlusterDr.Tests.Simulators;

/// <summary>The simulated <c>virsh</c> against recorded output of the real one.</summary>
public sealed class VirshFixtureTests
{
    private const string Virsh = "virsh -c qemu:///system";

    [Fact]
    public void Prints_what_the_real_one_prints()
    {
        LabWorld lab = new();
        lab.World.Change(() => lab.Volume.MountOn("/mnt/lab/gv1"));
        lab.World.Site("p").Hypervisors[0].AddMachine("vm1", lab.Volume);

        Check("virsh-snapshot-internal", "snapshot-create-as vm1 int1");
        Check("virsh-snapshot-list", "snapshot-list vm1");
        Check("virsh-snapshot-revert", "snapshot-revert vm1 int1");
        Check("virsh-snapshot-delete", "snapshot-delete vm1 int1");
        Check(
            "virsh-snapshot-disk-only",
            "snapshot-create-as vm1 dr1 --disk-only --atomic --no-metadata --diskspec vda,file=/mnt/lab/gv1/vms/vm1.dr1.qcow2,snapshot=external");
        Check("virsh-domblklist-overlay", "domblklist vm1 --details");
        Check("virsh-blockcommit", "blockcommit vm1 vda --active --verbose --pivot");
        Check("virsh-domblklist-after-commit", "domblklist vm1 --details");
        lab.World.UnexpectedCommands.ShouldBeEmpty();

        void Check(string fixture, string command) => Fixture.Read(fixture).ShouldBeAs(lab.Send.Line("p1", $"{Virsh} {command}"));
    }
}
