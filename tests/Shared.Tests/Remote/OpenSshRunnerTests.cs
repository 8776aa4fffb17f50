using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Tests.Shared.Remote;

/// <remarks>What a command is given, and what comes of it.</remarks>
public sealed class OpenSshRunnerTests : OpenSshTest
{
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(5);

    [SshdFact]
    public async Task Run_ACommand_GivesItsOutputsAndExitCode() =>
        (await RunAsync(Shell("echo out; echo err >&2; exit 3"))).ShouldBe(new RemoteResult(3, "out\n", "err\n"));

    // gluster itself exits 255, which is also what ssh says when it has no connection.
    [SshdFact]
    public async Task Run_CommandThatExits255_IsAResult() =>
        (await RunAsync(Shell("printf 'no newline' >&2; exit 255"))).ShouldBe(new RemoteResult(255, "", "no newline"));

    [SshdFact]
    public async Task Run_StrangeArguments_ArriveAsTheyAre()
    {
        string[] arguments = ["$(id)", "a'b\"c", "two\nlines", "", "*", "漢😀", "-n", "\\"];

        RemoteResult result = await RunAsync(Command(["printf", "%s|", .. arguments]));

        result.StandardOutput.ShouldBe(string.Concat(arguments.Select(a => a + "|")));
    }

    [SshdFact]
    public async Task Run_StandardInput_ArrivesWhole()
    {
        string input = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"line {i} é\n"));

        (await RunAsync(Command("cat") with { StandardInput = input })).StandardOutput.ShouldBe(input);
    }

    [SshdFact]
    public async Task Run_StandardInputThatNobodyReads_IsNoFailure() =>
        (await RunAsync(Command("true") with { StandardInput = new string('x', 1 << 20) })).ExitCode.ShouldBe(0);

    [SshdFact]
    public async Task Run_BigOutputWithNewKeysEachMegabyte_ArrivesWhole()
    {
        using Sshd server = await Sshd.StartAsync(new SshdOptions { Configuration = "RekeyLimit 1M" });

        RemoteResult result = await Sut.RunAsync(HostOf(server), Shell("yes 0123456789abcde | head -c 41943040"));

        result.StandardOutput.Length.ShouldBe(40 << 20);
        result.StandardOutput.Replace("0123456789abcde\n", "", StringComparison.Ordinal).ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Run_TooMuchOutput_IsRefused()
    {
        OpenSshRunner sut = NewRunner(new OpenSshRunnerOptions { MaxOutputBytes = 1 << 20 });

        DrException e = await Should.ThrowAsync<DrException>(() => sut.RunAsync(HostOf(Server), Shell("head -c 2000000 /dev/zero")));

        e.Error.Code.ShouldBe(ErrorCodes.OutputUnreadable);
    }

    [SshdFact]
    public async Task Run_InBackground_HasTheLowestPriority() =>
        (await RunAsync(Command("nice") with { Background = true })).StandardOutput.ShouldBe("19\n");

    [SshdFact]
    public async Task Run_LongerThanItsTimeout_IsEndedAtTheHost()
    {
        CommandLife life = Server.NewLife();

        Error error = await FailAsync(Shell(life.Script()) with { Timeout = s_short });

        error.Code.ShouldBe(ErrorCodes.CommandTimeout);
        error.Tried!.ShouldStartWith("sh -c ");
        await life.BegunAsync();
        await life.EndedAsync();
    }

    // The command's own time begins when the login shell has answered.
    [SshdFact]
    public async Task Run_WhereTheLoginShellTakesLongerThanTheCommandMay_IsAResult()
    {
        using CommandGate gate = new();
        using Sshd slow = await Sshd.StartAsync(new SshdOptions { LoginScript = gate.Line });
        ManualTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(HostOf(slow), Command("echo", "in time") with { Timeout = s_short });
        await gate.Arrived;

        time.Advance(TimeSpan.FromMinutes(4));
        gate.Open();

        (await running).StandardOutput.ShouldBe("in time\n");
    }

    [SshdFact]
    public async Task Run_WhereTheLoginShellNeverAnswers_IsBusyAndNotStarted()
    {
        using CommandGate gate = new();
        using Sshd hung = await Sshd.StartAsync(new SshdOptions { LoginScript = gate.Line });
        ManualTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(time: time).RunAsync(HostOf(hung), Command("true"));
        await gate.Arrived;

        await AdvanceUntilAsync(running, time, TimeSpan.FromMinutes(5));

        Error error = (await Should.ThrowAsync<DrException>(running)).Error;
        error.Code.ShouldBe(ErrorCodes.HostBusy);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("not started");
        hung.LoginShells.ShouldBe(1);
    }

    // 124 and 137 are also what timeout(1) says: here they come too early for that.
    [SshdFact]
    public async Task Run_CommandThatExits137ByItself_IsAResult() => (await RunAsync(Shell("kill -9 $$"))).ExitCode.ShouldBe(137);

    [SshdFact]
    public async Task Run_MissingProgram_SaysSo() => (await FailAsync(Command("no-such-program"))).Code.ShouldBe(ErrorCodes.CommandMissing);

    [SshdFact]
    public async Task Run_ScriptThatExits127_IsAResult() => (await RunAsync(Shell("exit 127"))).ExitCode.ShouldBe(127);

    [SshdFact]
    public async Task Run_ForcedCommand_IsAccessDenied()
    {
        string authorized = Server.InDirectory("authorized_keys");
        File.WriteAllText(authorized, $"command=\"echo closed for repairs\" {File.ReadAllText(authorized)}");

        Error error = await FailAsync(Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
        error.Message.ShouldContain("closed for repairs");
    }

    [SshdFact]
    public async Task Run_Cancelled_EndsAtOnce()
    {
        using CancellationTokenSource cancel = new();
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = Sut.RunAsync(HostOf(Server), Shell(life.Script()), cancel.Token);
        await life.BegunAsync();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [SshdFact]
    public async Task Run_CancelledBefore_RunsNothing()
    {
        string touched = Server.InDirectory("touched");

        await Should.ThrowAsync<OperationCanceledException>(
            Sut.RunAsync(HostOf(Server), Command("touch", touched), new CancellationToken(canceled: true)));

        File.Exists(touched).ShouldBeFalse();
        Server.Logins.ShouldBe(0);
    }
}
