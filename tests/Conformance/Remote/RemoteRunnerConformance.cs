using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>What a command gets, and what its result contains.</summary>
public abstract class RemoteRunnerConformance(IRemoteHarness harness) : RemoteSuite(harness)
{
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Run_ACommand_GivesItsOutputsAndExitCode() =>
        (await RunAsync(Shell("echo out; echo err >&2; exit 3"))).ShouldBe(new RemoteResult(3, "out\n", "err\n"));

    [Fact]
    public async Task Run_SilentCommand_GivesNothing() => (await RunAsync(Command("true"))).ShouldBe(new RemoteResult(0, "", ""));

    // gluster itself exits 255, which is also what ssh says when it has no connection; a script may end with 127; 124 and 137 are
    // also what timeout(1) says, here too early for that.
    [Fact]
    public async Task Run_AnyExitCode_IsAResult()
    {
        int[] codes = [0, 1, 124, 126, 127, 137, 255];

        RemoteResult[] results = await Task.WhenAll(codes.Select(c => RunAsync(Shell($"printf '%s' 'no newline' >&2; exit {c}"))));

        results.ShouldBe(codes.Select(c => new RemoteResult(c, "", "no newline")));
    }

    [Fact]
    public async Task Run_CommandThatASignalEnds_HasTheExitCodeThatAShellGives()
    {
        string[] signals = ["HUP", "KILL", "SEGV", "TERM"];

        RemoteResult[] results = await Task.WhenAll(signals.Select(s => RunAsync(Shell($"kill -{s} $$"))));

        results.Select(r => r.ExitCode).ShouldBe([129, 137, 139, 143]);
    }

    [Fact]
    public async Task Run_StrangeArguments_ArriveAsTheyAre()
    {
        string[] arguments =
        [
            "$(id)", "`id`", "$HOME", "a'b\"c", "'", "''", "two\nlines", "\n", "\r\n", "\t", "", " ",
            "*", "?", "[a]", "{a,b}", "~", "~root",
            "漢😀é\u2028", "-n", "--", "--help", "-", "\\", "\\\\", "\\n", "a\\",
            "!!", "#c", "a;b", "a&b", "a|b", "<a", ">a", "a=b", "%s", "\u0001\u007f",
        ];

        RemoteResult result = await RunAsync(Command(["printf", "%s|", .. arguments]));

        result.StandardOutput.ShouldBe(string.Concat(arguments.Select(a => a + "|")));
    }

    [Fact]
    public async Task Run_StandardInput_ArrivesWhole()
    {
        string input = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"line {i} é\n"));

        (await RunAsync(Command("cat") with { StandardInput = input })).StandardOutput.ShouldBe(input);
    }

    [Fact]
    public async Task Run_NoStandardInput_EndsAtOnceForTheCommand() =>
        (await RunAsync(Command("cat"))).ShouldBe(new RemoteResult(0, "", ""));

    [Fact]
    public async Task Run_StandardInputThatNobodyReads_IsNoFailure() =>
        (await RunAsync(Command("true") with { StandardInput = new string('x', 8 << 20) })).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Run_BigOutput_ArrivesWhole()
    {
        RemoteResult result = await RunAsync(Shell("yes 0123456789abcde | head -c 10485760; yes e | head -c 1048576 >&2"));

        result.StandardOutput.Length.ShouldBe(10 << 20);
        result.StandardOutput.EndsWith("0123456789abcde\n", StringComparison.Ordinal).ShouldBeTrue();
        result.StandardError.Length.ShouldBe(1 << 20);
    }

    // Eight exchanges in the middle of the output: with a larger output there are more of the same. With sntrup761, which SSH.NET
    // prefers, each takes 75 ms of a core.
    [Fact]
    public async Task Run_BigOutputWithNewKeysEachMegabyte_ArrivesWhole()
    {
        using Sshd server = await Sshd.StartAsync(new SshdOptions
        {
            Configuration = "RekeyLimit 1M\nKexAlgorithms curve25519-sha256\nLogLevel DEBUG1",
        });

        RemoteResult result = await Sut.RunAsync(HostOf(server), Shell("yes 0123456789abcde | head -c 10485760"));

        result.StandardOutput.Length.ShouldBe(10 << 20);
        result.StandardOutput.Replace("0123456789abcde\n", "", StringComparison.Ordinal).ShouldBeEmpty();
        await Patience.UntilAsync(() => server.KeyExchanges > 8);
    }

    [Fact]
    public async Task Run_TooMuchOutput_IsRefusedAndEnded()
    {
        IRemoteRunner sut = NewRunner(options => options with { MaxOutputBytes = 12 << 20 });
        CommandLife life = Server.NewLife();

        Error error = await FailAsync(sut.RunAsync(Host, Shell(life.Script("yes"))));

        error.Code.ShouldBe(ErrorCodes.OutputUnreadable);
        await life.BegunAsync();
        await life.EndedAsync();
    }

    [Fact]
    public async Task Run_InBackground_HasTheLowestPriority() =>
        (await RunAsync(Command("nice") with { Background = true })).StandardOutput.ShouldBe("19\n");

    [Fact]
    public async Task Run_UnderAnyLocale_SpeaksTheSameLanguage() =>
        (await RunAsync(Shell("echo $LC_ALL"))).StandardOutput.ShouldBe("C\n");

    [Fact]
    public async Task Run_LongerThanItsTimeout_IsEndedAtTheHost()
    {
        CommandLife life = Server.NewLife();

        Error error = await FailAsync(Shell(life.Script()) with { Timeout = s_short });

        error.Code.ShouldBe(ErrorCodes.CommandTimeout);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Tried!.ShouldStartWith("sh -c ");
        await life.BegunAsync();
        await life.EndedAsync();
    }

    // timeout(1) sends a second signal five seconds after the one that was ignored.
    [Fact]
    public async Task Run_CommandThatIgnoresItsEnd_IsKilledAtTheHost()
    {
        Error error = await FailAsync(Shell("trap '' TERM; sleep 300; sleep 300") with { Timeout = s_short });

        error.Code.ShouldBe(ErrorCodes.CommandTimeout);
    }

    // The command's own time begins when the login shell has answered.
    [Fact]
    public async Task Run_WhereTheLoginShellTakesLongerThanTheCommandMay_IsAResult()
    {
        using CommandGate gate = new();
        using Sshd slow = await Sshd.StartAsync(new SshdOptions { LoginScript = gate.Line });
        FakeTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(NoKeepAlive, time).RunAsync(HostOf(slow), Command("echo", "in time") with { Timeout = s_short });
        await gate.Arrived;

        time.Advance(TimeSpan.FromMinutes(4));
        gate.Open();

        (await running).StandardOutput.ShouldBe("in time\n");
    }

    [Fact]
    public async Task Run_WhereTheLoginShellNeverAnswers_IsBusyAndNotStarted()
    {
        using CommandGate gate = new();
        using Sshd hung = await Sshd.StartAsync(new SshdOptions { LoginScript = gate.Line });
        FakeTimeProvider time = new();
        Task<RemoteResult> running = NewRunner(NoKeepAlive, time).RunAsync(HostOf(hung), Command("true"));
        await gate.Arrived;

        await AdvanceUntilAsync(running, time, TimeSpan.FromMinutes(5));

        Error error = await FailAsync(running);
        error.Code.ShouldBe(ErrorCodes.HostBusy);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("not started");
        hung.LoginShells.ShouldBe(1);
    }

    [Fact]
    public async Task Run_Cancelled_EndsAtOnce()
    {
        using CancellationTokenSource cancel = new();
        CommandLife life = Server.NewLife();
        Task<RemoteResult> running = Sut.RunAsync(Host, Shell(life.Script()), cancel.Token);
        await life.BegunAsync();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        (await EchoAsync(Sut, Host, "well")).ShouldBe("well\n");
        Server.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task Run_CancelledBefore_RunsNothing()
    {
        string touched = Server.InDirectory("touched");

        await Should.ThrowAsync<OperationCanceledException>(Sut.RunAsync(Host, Command("touch", touched), new CancellationToken(canceled: true)));

        File.Exists(touched).ShouldBeFalse();
        Server.Logins.ShouldBe(0);
    }

    [Fact]
    public async Task Run_MissingProgram_SaysSo() =>
        (await FailAsync(Command("no-such-program"))).Code.ShouldBe(ErrorCodes.CommandMissing);

    [Fact]
    public async Task Run_WithSudo_RunsThroughIt()
    {
        using Sshd server = await WithSudoAsync("shift; echo through sudo; exec \"$@\"");

        (await Sut.RunAsync(Sudo(server), Command("echo", "ran"))).StandardOutput.ShouldBe("through sudo\nran\n");
    }

    [Fact]
    public async Task Run_SudoThatRefuses_IsAccessDenied()
    {
        using Sshd server = await WithSudoAsync("echo 'sudo: a password is required' >&2; exit 1");

        (await FailAsync(Sudo(server))).Code.ShouldBe(ErrorCodes.HostAccessDenied);
    }

    [Fact]
    public async Task Run_WithoutSudoThere_SaysSo()
    {
        using Sshd server = await Sshd.StartAsync(new SshdOptions { Path = "/nowhere" });

        (await FailAsync(Sudo(server))).Code.ShouldBe(ErrorCodes.CommandMissing);
    }

    [Fact]
    public async Task Run_ForcedCommand_IsAccessDenied()
    {
        string authorized = Server.InDirectory("authorized_keys");
        File.WriteAllText(authorized, $"command=\"echo closed for repairs\" {File.ReadAllText(authorized)}");

        Error error = await FailAsync(Command("true"));

        error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
        error.Message.ShouldContain("closed for repairs");
    }

    private RemoteHost Sudo(Sshd server)
    {
        RemoteHost host = HostOf(server);
        return host with { Ssh = host.Ssh with { Sudo = true } };
    }

    // A host whose sudo is this script.
    private async Task<Sshd> WithSudoAsync(string script)
    {
        string directory = Directory.CreateDirectory(Server.InDirectory("bin")).FullName;
        string sudo = Path.Combine(directory, "sudo");
        await RunAsync(Shell("cat > \"$1\"; chmod 700 \"$1\"", sudo) with { StandardInput = $"#!/bin/sh\n{script}\n" });
        return await Sshd.StartAsync(new SshdOptions { Path = $"{directory}:/usr/bin:/bin" });
    }
}
