using GlusterDr.TestKit;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

/// <summary>Recorded output of real virsh, qemu-img and findmnt: tests/fixtures/libvirt.</summary>
internal static class Fixture
{
    public const string Web = "0f4c91e6-b8c6-4423-8ca0-e3ddc3c4fad8";
    public const string Weird = "8c38b0a2-6f2f-4c4d-bf2e-4fceea1a2e42";
    public const string Run = "sync-vms-20260105T000000Z";
    public const string Folder = "/mnt/lab/gv1/vms";
    public const string Disk = "web1.qcow2";
    public const string HostileDisk = "web1 data,b;$(x)'q\".qcow2";

    public static string Output(string name) => Read($"{name}.stdout");

    public static string Error(string name) => Read($"{name}.stderr");

    public static string Xml(string name) => Read($"{name}.xml");

    public static string Json(string name) => Read($"{name}.json");

    private static string Read(string file) => File.ReadAllText(Path.Combine(Root(), file));

    private static string Root() => Repository.At("tests", "fixtures", "libvirt");
}
