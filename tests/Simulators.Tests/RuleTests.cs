using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Simulators;

/// <summary>Rules: what can happen to commands.</summary>
public sealed class RuleTests
{
    private readonly Simulation _simulation = new();
    private readonly SimulatedWorld _world;
    private readonly Commander _send;

    public RuleTests()
    {
        _world = Scenarios.TwoSites(_simulation.Clock);
        _send = new Commander(_world, _simulation);
    }

    [Fact]
    public void After_the_kth_command_something_happens_once()
    {
        CommandRule rule = _world.When("gluster volume list").After(2).Once().DoBefore(() => _world.Site("main").Node("p3").SetUp(false));

        _send.Line("p1", "gluster volume list");
        _send.Line("p1", "gluster volume list");
        _world.Site("main").Node("p3").IsUp.ShouldBeTrue();
        _send.Line("p1", "gluster volume list");
        _world.Site("main").Node("p3").IsUp.ShouldBeFalse();
        _send.Line("p1", "gluster volume list");
        rule.Hits.ShouldBe(1);
    }

    [Fact]
    public async Task Command_that_hangs_ends_at_its_timeout_without_an_effect()
    {
        _world.When("gluster volume geo-replication start").Hang();
        DateTimeOffset start = _simulation.Clock.GetUtcNow();

        DrException late = await Should.ThrowAsync<DrException>(() => StartSessionAsync());

        late.Error.Code.ShouldBe(ErrorCodes.CommandTimeout);
        (_simulation.Clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromMinutes(2));
        _world.Sessions[0].State.ShouldBe(SessionState.Stopped);
    }

    [Fact]
    public async Task Command_whose_answer_is_lost_has_had_its_effect()
    {
        _world.When("gluster volume geo-replication start").HangAfterEffect();
        await Should.ThrowAsync<DrException>(() => StartSessionAsync());
        _world.Sessions[0].State.ShouldBe(SessionState.Started);
    }

    [Fact]
    public async Task Command_continues_after_its_caller_has_cancelled()
    {
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(0.3), _simulation.Clock);
        Task<RemoteResult> Command() => _world.RunAsync(
            new RemoteHost("p1", new SshSettings()), new RemoteCommand("gluster volume geo-replication gv1 s1::gv2 start".Split(' '), TimeSpan.FromMinutes(1)), giveUp.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => _simulation.RunUntilAsync(Command));
        _world.Sessions[0].State.ShouldBe(SessionState.Stopped);
        _simulation.Clock.Advance(TimeSpan.FromSeconds(1));
        _send.Line("p1", "gluster volume list");
        _world.Sessions[0].State.ShouldBe(SessionState.Started);
    }

    [Fact]
    public async Task Hosts_that_are_down_or_cut_off_are_unreachable_and_unknown_programs_are_missing()
    {
        _world.Site("main").Node("p2").SetReachable(false);
        _world.Site("main").Node("h1").Uninstall("qemu-img");

        (await Should.ThrowAsync<DrException>(() => _send.RunAsync("p2", "gluster", "volume", "list"))).Error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        (await Should.ThrowAsync<DrException>(() => _send.RunAsync("nosuch", "gluster", "volume", "list"))).Error.Code.ShouldBe(ErrorCodes.HostUnreachable);
        (await Should.ThrowAsync<DrException>(() => _send.RunAsync("h1", "qemu-img", "info"))).Error.Code.ShouldBe(ErrorCodes.CommandMissing);
        (await Should.ThrowAsync<DrException>(() => _send.RunAsync("p1", "virsh", "list"))).Error.Code.ShouldBe(ErrorCodes.CommandMissing);
        _world.UnexpectedCommands.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("gluster volume nosuch gv1", 1)]
    [InlineData("gluster --nosuch volume info", 255)]
    [InlineData("gluster volume geo-replication gv1 s1::gv2 begin", 1)]
    [InlineData("gluster volume set gv1 no.such.option on", 1)]
    [InlineData("gluster volume info --xml", 0)]
    public void What_the_real_one_would_reject_is_refused_and_recorded(string command, int exitCode)
    {
        _send.Line("p1", command).ExitCode.ShouldBe(exitCode);
        _world.UnexpectedCommands.Count.ShouldBe(exitCode == 0 ? 0 : 1);
    }

    [Theory]
    [InlineData("nosuchcommand")]
    [InlineData("list --nosuch")]
    [InlineData("blockcommit vm1")]
    [InlineData("domstate vm1 vm2")]
    public void What_virsh_would_reject_is_refused_and_recorded(string command)
    {
        _send.Line("h1", $"virsh -c qemu:///system {command}").ExitCode.ShouldBe(1);
        _world.UnexpectedCommands.Count.ShouldBe(1);
    }

    private Task<RemoteResult> StartSessionAsync() => _send.RunAsync("p1", "gluster volume geo-replication gv1 s1::gv2 start".Split(' '));
}
