using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Virsh;

public class VirshClientTests
{
    private readonly ScriptedRunner _runner = new();

    private VirshClient Sut => new(new RemoteHost("h1", new SshSettings()), "qemu:///system", _runner);

    [Theory]
    [InlineData("web")]
    [InlineData("x; undefine y")]
    [InlineData("")]
    [InlineData("--all")]
    public async Task An_id_that_is_no_uuid_never_reaches_virsh(string id)
    {
        (await Should.ThrowAsync<DrException>(async () => await Sut.DumpLiveAndDefinedAsync(id, default))).Error.Code.ShouldBe(ErrorCodes.NameInvalid);
        _runner.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Dump_leaves_out_a_domain_that_vanished()
    {
        _runner.On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}; dumpxml {VmText.Two}'", $"{new VmText(VmText.Two, "b")}", Fixture.Error("dumpxml-batch"));

        DomainXml.Read(await Sut.DumpAsync([VmText.One, VmText.Two], inactive: false, default), "h1").ShouldHaveSingleItem().Name.ShouldBe("b");
    }

    [Theory]
    [InlineData("error: failed to get domain 'x'\nerror: End of file while reading data: Input/output error\n")]
    [InlineData("error: internal error\n")]
    public async Task Dump_fails_when_anything_else_is_missing(string error)
    {
        _runner.On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}'", "", error);

        await Should.ThrowAsync<DrException>(Sut.DumpAsync([VmText.One], inactive: false, default));
    }

    [Theory]
    [InlineData("blockjob-raw", 20.0)]
    [InlineData("blockjob-raw-none", null)]
    public async Task JobPercent_reads_what_virsh_prints(string fixture, double? expected)
    {
        _runner.On("h1", $"{Bench.Virsh}blockjob {VmText.One} vda --raw", Fixture.Output(fixture));

        (await Sut.JobPercentAsync(VmText.One, "vda", default)).ShouldBe(expected);
    }
}
