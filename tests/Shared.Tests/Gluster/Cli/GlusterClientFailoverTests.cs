using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Shared.Gluster.Cli;

public sealed class GlusterClientFailoverTests : GlusterTest
{
    private static readonly RemoteResult Fine = Fixture.Result("volume-info-gv1-xml");
    private static readonly RemoteResult Busy = Fixture.Result("err-another-transaction");
    private static readonly RemoteResult Down = Fixture.Result("err-glusterd-down");

    [Fact]
    public async Task NodeUnreachable_TheNextIsAskedAndRemembered()
    {
        ScriptedRunner runner = new((host, _) => host.Name == "p1" ? throw ScriptedRunner.Unreachable(host) : Fine);
        GlusterClient sut = Client(runner);

        await sut.GetVolumeAsync(Pool, "gv1");
        await sut.GetVolumeAsync(Pool, "gv1");

        runner.Hosts.ShouldBe(["p1", "p2", "p2"]);
    }

    [Fact]
    public async Task GlusterdDown_TheNextIsAsked()
    {
        ScriptedRunner runner = new((host, _) => host.Name == "p3" ? Fine : Down);

        await Client(runner).GetVolumeAsync(Pool, "gv1");

        runner.Hosts.ShouldBe(["p1", "p2", "p3"]);
    }

    [Fact]
    public async Task NoNodeServes_TheErrorNamesEach()
    {
        ScriptedRunner runner = new((host, _) => host.Name == "p2" ? Down : throw ScriptedRunner.Unreachable(host));

        Error error = await FailAsync(() => Client(runner).GetVolumeAsync(Pool, "gv1"));

        error.Code.ShouldBe(ErrorCodes.GlusterdDown);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("p1: No connection");
        error.Message.ShouldContain("p2: glusterd does not answer");
    }

    // A wrong host key needs a person: the client must not silently use another node.
    [Fact]
    public async Task HostKeyRejected_IsNotPassedOver()
    {
        ScriptedRunner runner = new((host, _) => throw new DrException(new Error(ErrorCodes.HostKeyRejected, ErrorClass.NeedsPerson, "x", host.Name)));

        (await FailAsync(() => Client(runner).GetVolumeAsync(Pool, "gv1"))).Code.ShouldBe(ErrorCodes.HostKeyRejected);

        runner.Hosts.ShouldBe(["p1"]);
    }

    [Fact]
    public async Task Busy_IsAskedAgain()
    {
        Queue<RemoteResult> answers = new([Busy, Busy, Fine]);
        ScriptedRunner runner = new((_, _) => answers.Dequeue());
        DateTimeOffset start = Time.GetUtcNow();

        await RunAsync(() => Client(runner).GetVolumeAsync(Pool, "gv1"));

        runner.Hosts.ShouldBe(["p1", "p1", "p1"]);
        (Time.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(0.75));
    }

    [Fact]
    public async Task BusyForEver_EndsWithinTheBound()
    {
        ScriptedRunner runner = new((_, _) => Busy);
        DateTimeOffset start = Time.GetUtcNow();

        Error error = await FailAsync(() => Client(runner).GetVolumeAsync(Pool, "gv1"));

        error.Code.ShouldBe(ErrorCodes.GlusterBusy);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("Another transaction");
        (Time.GetUtcNow() - start).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    // Concurrent commands can also fail without a reason.
    [Fact]
    public async Task RefusalWithoutAReason_IsAskedAgain()
    {
        Queue<RemoteResult> answers = new([new RemoteResult(1, "geo-replication command failed\n", ""), Fixture.Result("georep-config-active")]);
        ScriptedRunner runner = new((_, _) => answers.Dequeue());

        (await RunAsync(() => Client(runner).GetSessionConfigAsync(Pool, Session)))["sync_jobs"].ShouldBe("3");
    }
}
