using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Shared.Gluster.Cli;

/// <summary>Answers with text around the XML, truncated, or of a killed command are read correctly or refused, and never count as success.</summary>
public sealed class NoisyAnswerTests : GlusterTest
{
    private const string Sudo = "sudo: unable to resolve host p1: Name or service not known\n";
    private static string Info => Fixture.Result("volume-info-gv1-xml").StandardOutput;

    [Fact]
    public void Text_before_the_xml_is_passed_over()
    {
        GlusterReply reply = Reply(Fixture.Text("noise-warn.out"));

        reply.Succeeded.ShouldBeTrue();
        reply.Require("geoRep").HasElements.ShouldBeFalse();
    }

    [Fact]
    public void A_failure_behind_text_is_a_failure_though_the_exit_code_is_0()
    {
        GlusterReply reply = Reply(Fixture.Text("noise-warn-and-failure.out"));

        reply.Succeeded.ShouldBeFalse();
        reply.Reason.ShouldBe("Staging failed on p3. Error: no session");
    }

    [Fact]
    public void A_truncated_answer_is_unreadable() =>
        Should.Throw<DrException>(() => Reply(Fixture.Text("noise-truncated.out"))).Error.Code.ShouldBe(ErrorCodes.OutputUnreadable);

    [Theory]
    [InlineData("<cliOutput><opRet>-1</opRet><opErrstr>no</opErrstr></cliOutput>", false)]
    [InlineData("  line one\n  line two\n<?xml version=\"1.0\"?>\n<cliOutput><opRet>0</opRet></cliOutput>\nConnection to p1 closed.\n", true)]
    [InlineData("a <b> that is no XML\n<cliOutput><opRet>0</opRet></cliOutput>", true)]
    public void Other_text_around_is_passed_over(string output, bool succeeded) => Reply(output).Succeeded.ShouldBe(succeeded);

    [Theory]
    [InlineData("<cliOutput><volInfo/></cliOutput>")]
    [InlineData("<cliOutput><opRet>maybe</opRet></cliOutput>")]
    [InlineData("<cliOutput><opRet>0</opRet><volInfo></cliOutput>")]
    [InlineData("<?xml version=\"1.0\"?>")]
    public void An_answer_that_does_not_report_success_is_unreadable(string output) =>
        Should.Throw<DrException>(() => Reply(output)).Error.Code.ShouldBe(ErrorCodes.OutputUnreadable);

    [Fact]
    public void Noise_on_standard_error_is_no_reason()
    {
        Reply("<cliOutput><opRet>0</opRet></cliOutput>", Sudo).Succeeded.ShouldBeTrue();
        Reply("", Sudo, exit: 2).IsBare.ShouldBeTrue("no reason was given");
        Reply("", $"{Sudo}Volume gv1 does not exist\n", exit: 1).Reason.ShouldBe("Volume gv1 does not exist");
    }

    [Theory]
    [InlineData(139, "SIGSEGV")]
    [InlineData(134, "SIGABRT")]
    [InlineData(137, "SIGKILL")]
    [InlineData(143, "SIGTERM")]
    public async Task A_crash_is_transient_and_another_node_is_used(int exit, string signal)
    {
        ScriptedRunner runner = new((host, _) => host.Name == "p1" ? new RemoteResult(exit, "<cliOutput><opRet>0</op", "") : new RemoteResult(0, Info, ""));
        (await RunAsync(() => Client(runner).GetVolumeAsync(Pool, "gv1"))).Name.ShouldBe("gv1");
        runner.Hosts.ShouldBe(["p1", "p2"]);

        Error error = await FailAsync(() => Client(new ScriptedRunner((_, _) => new RemoteResult(exit, "", "Segmentation fault\n"))).GetVolumeAsync(Pool, "gv1"));
        (error.Code, error.Class).ShouldBe((ErrorCodes.CommandCrashed, ErrorClass.Transient));
        error.Message.ShouldContain(signal);
    }

    private static GlusterReply Reply(string output, string error = "", int exit = 0) =>
        new(Host("p1"), new RemoteCommand(["gluster"], TimeSpan.FromSeconds(1)), new RemoteResult(exit, output, error));
}
