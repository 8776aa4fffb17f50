using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Remote;
using GlusterDr.Tests.Shared.Gluster.Cli;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Gluster.Agent;

public sealed class VolumeAgentTests : GlusterTest
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Probe_AsksWithTheScriptAndReadsTheFacts()
    {
        ScriptedRunner runner = Answer("""
            {"files": [{"path": "vms/a", "exists": true, "size": 10, "allocated": 512, "digest": "d", "shardSize": 4, "shape": "s"},
                       {"path": "é\"\\n", "exists": false}]}
            """);

        IReadOnlyList<FileFacts> facts = await Agent(runner).ProbeAsync(
            Pool, "gv1", [new FileProbe("vms/a") { Offsets = [0, 65536] }, new FileProbe("é\"\\n") { Whole = true }], Bound);

        facts.ShouldBe([new FileFacts("vms/a", true, 10, 512, "d", null, 4, "s"), new FileFacts("é\"\\n", false)]);
        runner.Commands.ShouldBe(["python3 -"]);
        runner.Last!.Background.ShouldBeTrue();
        runner.Last.Timeout.ShouldBe(Bound);
        JsonElement request = Request(runner);
        request.GetProperty("operation").GetString().ShouldBe("probe");
        request.GetProperty("volume").GetString().ShouldBe("gv1");
        request.GetProperty("files")[0].GetProperty("offsets").EnumerateArray().Select(o => o.GetInt64()).ShouldBe([0, 65536]);
        request.GetProperty("files")[1].GetProperty("path").GetString().ShouldBe("é\"\\n");
    }

    [Fact]
    public void TryReadRequest_AnotherCommand_IsNone() =>
        VolumeAgentScript.TryReadRequest(new RemoteCommand(["cat"], Bound), out _).ShouldBeFalse();

    [Fact]
    public async Task Mark_ReturnsTheTime() =>
        (await Agent(Answer("""{"time": 1795228912}""")).WriteMarkerAsync(Pool, "gv1")).ToUnixTimeSeconds().ShouldBe(1795228912);

    [Fact]
    public async Task GetSpace_ReturnsIt() =>
        (await Agent(Answer("""{"totalBytes": 2, "freeBytes": 1}""")).GetSpaceAsync(Pool, "gv1")).ShouldBe(new VolumeSpace(2, 1));

    [Fact]
    public async Task Delete_SaysWhatBecameOfEach()
    {
        IReadOnlyList<VolumeAgent.DeleteOutcome> outcomes = await Agent(Answer("""
            {"files": [{"path": "a", "deleted": true}, {"path": "b", "deleted": false}, {"path": "c", "deleted": false, "problem": "Is a directory"}]}
            """)).DeleteAsync(Pool, "gv2", ["a", "b", "c"]);

        outcomes.Select(o => o.Gone).ShouldBe([true, true, false]);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task AnyPathOutsideTheVolume_IsNeverSent(string path)
    {
        ScriptedRunner runner = Answer("{}");

        (await FailAsync(() => Agent(runner).DeleteAsync(Pool, "gv2", ["fine", path]))).Code.ShouldBe(ErrorCodes.NameInvalid);
        (await FailAsync(() => Agent(runner).TriggerAsync(Pool, "gv2", [path], Bound))).Code.ShouldBe(ErrorCodes.NameInvalid);
        (await FailAsync(() => Agent(runner).ProbeAsync(Pool, "gv2", [new FileProbe(path)], Bound))).Code.ShouldBe(ErrorCodes.NameInvalid);
        (await FailAsync(() => Agent(runner).WriteAsync(Pool, "gv2", [new VolumeAgent.SmallFile(path, "")]))).Code.ShouldBe(ErrorCodes.NameInvalid);

        runner.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task VolumeThatCannotBeMounted_EveryNodeIsTried()
    {
        ScriptedRunner runner = Answer("""{"error": {"code": "mount", "message": "not available in gv2: gv2-client-0", "log": ["E: x"]}}""");

        Error error = await FailAsync(() => Agent(runner).GetSpaceAsync(Pool, "gv2"));

        error.Code.ShouldBe(ErrorCodes.VolumeUnavailable);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("gv2-client-0");
        error.Message.ShouldContain("E: x");
        runner.Hosts.ShouldBe(["p1", "p2", "p3"]);
    }

    [Theory]
    [InlineData("no-space", ErrorCodes.SecondaryFull)]
    [InlineData("invalid", ErrorCodes.NameInvalid)]
    [InlineData("other-volume", ErrorCodes.VolumeReplaced)]
    [InlineData("identity-unknown", ErrorCodes.IdentityUnknown)]
    [InlineData("io", ErrorCodes.CommandFailed)]
    public async Task OtherErrors_HaveTheirCodesAndAreNotTriedElsewhere(string code, string expected)
    {
        ScriptedRunner runner = Answer($$$"""{"error": {"code": "{{{code}}}", "message": "x", "log": []}}""");

        (await FailAsync(() => Agent(runner).WriteAsync(Pool, "gv2", [new VolumeAgent.SmallFile("a", "b")]))).Code.ShouldBe(expected);

        runner.Hosts.ShouldBe(["p1"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Traceback")]
    [InlineData("{}")]
    [InlineData("""{"files": []}""")]
    [InlineData("""{"files": 3}""")]
    public async Task AnswerThatSaysLessThanWasAsked_IsUnreadable(string output) =>
        (await FailAsync(() => Agent(Answer(output)).ProbeAsync(Pool, "gv1", [new FileProbe("a")], Bound))).Code.ShouldBe(ErrorCodes.OutputUnreadable);

    // A long probe that has timed out is not started again on the next node.
    [Fact]
    public async Task Timeout_IsNotTriedElsewhere()
    {
        ScriptedRunner runner = new((host, _) => throw new DrException(new Error(ErrorCodes.CommandTimeout, ErrorClass.Transient, "x", host.Name)));

        (await FailAsync(() => Agent(runner).ProbeAsync(Pool, "gv1", [new FileProbe("a")], Bound))).Code.ShouldBe(ErrorCodes.CommandTimeout);

        runner.Hosts.ShouldBe(["p1"]);
    }

    private static VolumeAgent Agent(ScriptedRunner runner) => new(runner, NullLogger<VolumeAgent>.Instance);

    private static ScriptedRunner Answer(string output) => new((_, _) => new RemoteResult(0, output, ""));

    private static JsonElement Request(ScriptedRunner runner)
    {
        VolumeAgentScript.TryReadRequest(runner.Last!, out JsonDocument? request).ShouldBeTrue();
        return request!.RootElement;
    }
}
