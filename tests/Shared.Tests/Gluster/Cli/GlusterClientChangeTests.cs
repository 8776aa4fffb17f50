using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Shared.Gluster.Cli;

/// <remarks>Exit codes can be wrong in both directions, so the status afterwards decides.</remarks>
public sealed class GlusterClientChangeTests : GlusterTest
{
    private const string Active = "georep-status-detail-active-nochk-xml";
    private const string Stopped = "georep-status-detail-stopped-xml";
    private const string Paused = "georep-status-detail-paused-xml";
    private const string Created = "georep-status-detail-created-xml";
    private static readonly RemoteResult Fine = Ret(0, "");

    [Fact]
    public async Task RequestStart_TakesGlustersWord()
    {
        ScriptedRunner runner = Answer(Fine, Active);

        await RunAsync(() => Client(runner).RequestStartAsync(Pool, Session));

        runner.Commands.ShouldHaveSingleItem().ShouldContain(" start");
    }

    [Fact]
    public async Task RequestStart_ThatIsRefused_IsHeldAgainstTheStatus()
    {
        await RunAsync(() => Client(Answer(Fixture.Result("err-start-already-started-xml"), Active)).RequestStartAsync(Pool, Session));

        (await FailAsync(() => Client(Answer(Fixture.Result("err-start-already-started-xml"), Paused)).RequestStartAsync(Pool, Session)))
            .Code.ShouldBe(ErrorCodes.SessionNotActive);
    }

    [Fact]
    public async Task Start_Stopped_WaitsUntilItRuns()
    {
        ScriptedRunner runner = Answer(Fine, Stopped, Stopped, Active);

        (await RunAsync(() => Client(runner).StartSessionAsync(Pool, Session))).IsRunning.ShouldBeTrue();

        runner.Commands[0].ShouldBe("gluster --mode=script --xml volume geo-replication gv1 s1::gv2 start");
        runner.Commands.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Start_AlreadyStarted_IsFine() =>
        (await RunAsync(() => Client(Answer(Fixture.Result("err-start-already-started-xml"), Active)).StartSessionAsync(Pool, Session))).IsRunning.ShouldBeTrue();

    // With broken keys `start` exits with 0, and the status stays Stopped forever, never Faulty.
    [Fact]
    public async Task Start_AcceptedButNothingRuns_Fails()
    {
        DateTimeOffset start = Time.GetUtcNow();

        Error error = await FailAsync(() => Client(Answer(Fine, "georep-status-detail-stopped-although-started-nokey-xml")).StartSessionAsync(Pool, Session));

        error.Code.ShouldBe(ErrorCodes.SessionNotActive);
        error.Advice!.ShouldContain("push-pem");
        (Time.GetUtcNow() - start).ShouldBeLessThan(TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task Start_Paused_SaysThatItMustBeResumed() =>
        (await FailAsync(() => Client(Answer(Fixture.Result("err-start-already-started-xml"), Paused)).StartSessionAsync(Pool, Session)))
            .ShouldSatisfyAllConditions(e => e.Code.ShouldBe(ErrorCodes.SessionNotActive), e => e.Message.ShouldContain("Paused"));

    [Fact]
    public async Task Start_NoSuchSession_SaysSo()
    {
        ScriptedRunner runner = new((_, command) => Fixture.Result(command switch
        {
            _ when command.EndsWith("start", StringComparison.Ordinal) => "err-start-no-such-session-xml",
            _ when command.Contains("--xml", StringComparison.Ordinal) => "err-status-no-such-session-xml",
            _ => "err-status-no-such-session",
        }));

        (await FailAsync(() => Client(runner).StartSessionAsync(Pool, Session))).Code.ShouldBe(ErrorCodes.SessionNotFound);
    }

    [Fact]
    public async Task Start_WithForce_SaysForce()
    {
        ScriptedRunner runner = Answer(Fine, Active);

        await RunAsync(() => Client(runner).StartSessionAsync(Pool, Session, force: true));

        runner.Commands[0].ShouldEndWith(" start force");
    }

    [Fact]
    public async Task Stop_Running_WaitsUntilItStands() =>
        (await RunAsync(() => Client(Answer(Fine, Active, Stopped)).StopSessionAsync(Pool, Session))).IsStopped.ShouldBeTrue();

    [Theory]
    [InlineData(Stopped)]
    [InlineData(Created)]
    public async Task Stop_AlreadyStopped_IsFine(string status) =>
        (await RunAsync(() => Client(Answer(Fixture.Result("err-stop-already-stopped-xml"), status)).StopSessionAsync(Pool, Session))).IsStopped.ShouldBeTrue();

    [Fact]
    public async Task Stop_NodeDown_FailsAtOnceAndForcesNothing()
    {
        ScriptedRunner runner = Answer(Fixture.Result("err-georep-stop-node-p3-down"), "georep-status-detail-node-p3-down-xml");

        Error error = await FailAsync(() => Client(runner).StopSessionAsync(Pool, Session));

        error.Code.ShouldBe(ErrorCodes.SessionNotStopped);
        error.Message.ShouldContain("Peer p3");
        error.Advice!.ShouldContain("stop force");
        runner.Commands.ShouldNotContain(c => c.Contains("force", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_ThatStopsNothing_Fails() =>
        (await FailAsync(() => Client(Answer(Fine, Active)).StopSessionAsync(Pool, Session))).Code.ShouldBe(ErrorCodes.SessionNotStopped);

    [Fact]
    public async Task Pause_Running_IsPaused() =>
        (await RunAsync(() => Client(Answer(Fine, Active, Paused)).PauseSessionAsync(Pool, Session))).IsPaused.ShouldBeTrue();

    [Fact]
    public async Task Pause_AlreadyPaused_IsFine() =>
        (await RunAsync(() => Client(Answer(Ret(1, "Geo-replication session between gv1 and s1::gv2 already Paused."), Paused)).PauseSessionAsync(Pool, Session)))
            .IsPaused.ShouldBeTrue();

    // `pause` of a stopped session exits with 0.
    [Fact]
    public async Task Pause_Stopped_FailsAtOnce()
    {
        DateTimeOffset start = Time.GetUtcNow();

        (await FailAsync(() => Client(Answer(Ret(0, "geo-replication is not set up"), Stopped)).PauseSessionAsync(Pool, Session)))
            .Code.ShouldBe(ErrorCodes.SessionNotActive);

        Time.GetUtcNow().ShouldBe(start);
    }

    [Fact]
    public async Task Resume_Paused_Runs() =>
        (await RunAsync(() => Client(Answer(Fine, Paused, Active)).ResumeSessionAsync(Pool, Session))).IsRunning.ShouldBeTrue();

    [Theory]
    [InlineData(Active, null)]
    [InlineData(Stopped, ErrorCodes.SessionNotActive)]
    public async Task Resume_NotPaused_IsFineOnlyWhereItRuns(string status, string? code)
    {
        Func<Task<GeoRepStatus>> resume = () => Client(Answer(Ret(1, "Geo-replication session between gv1 and s1::gv2 is not Paused."), status))
            .ResumeSessionAsync(Pool, Session);

        if (code is null)
        {
            (await RunAsync(resume)).IsRunning.ShouldBeTrue();
        }
        else
        {
            (await FailAsync(resume)).Code.ShouldBe(code);
        }
    }

    private static ScriptedRunner Answer(RemoteResult change, params string[] statuses)
    {
        Queue<string> queue = new(statuses);
        return new ScriptedRunner((_, command) => !command.EndsWith("detail", StringComparison.Ordinal)
            ? change
            : Fixture.Result(queue.Count > 1 ? queue.Dequeue() : queue.Peek()));
    }

    private static RemoteResult Ret(int operation, string said) =>
        new(0, $"<cliOutput><opRet>{operation}</opRet><opErrstr>{said}</opErrstr></cliOutput>", "");
}
