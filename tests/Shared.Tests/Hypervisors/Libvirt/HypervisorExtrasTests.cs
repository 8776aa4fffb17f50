using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Libvirt;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

public class HypervisorExtrasTests
{
    [Fact]
    public async Task FreeBytes_reads_from_the_first_host_with_a_mount()
    {
        Bench bench = new("h1", "h2");
        bench.Runner.Replace("h1", Bench.FindMounts, Bench.Mounts("/other", "g1:/gv2"));
        bench.Runner.On("h2", "df -B1 --output=avail -- /gv", "      Avail\n82318172160\n");

        (await bench.Sut.FreeBytesAsync(bench.Domain, default)).ShouldBe(82318172160);
    }

    [Fact]
    public void Factory_makes_a_client_of_libvirt() =>
        new HypervisorFactory(
                new ScriptedRunner(),
                new EngineConnections(new EngineHandlerFactory(), new SecretReader(), TimeProvider.System, NullLoggerFactory.Instance),
                TimeProvider.System,
                NullLoggerFactory.Instance)
            .Create(new HypervisorSettings { Hosts = ["h1"] }).ShouldBeOfType<LibvirtHypervisor>();
}
