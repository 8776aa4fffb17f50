using GlusterDr.Api.Policies;
using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Hosting;
using GlusterDr.Runs;
using GlusterDr.TestKit;
using GlusterDr.Tests.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>Several commands at once over one data directory, crashes and ctrl-c.</summary>
public sealed class LiveRunTests : IDisposable
{
    private static readonly TimeSpan s_bound = Patience.Limit;

    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task A_second_sync_is_refused_and_cancel_works_from_another_command()
    {
        await ApplyAsync("wait");
        using Cli first = new(_directory.Path);
        Task<int> running = first.StartAsync("sync", "wait");
        string run = await first.LiveRunAsync();

        using Cli second = await Cli.RunAsync(_directory.Path, "sync", "wait");
        using Cli runs = await Cli.RunAsync(_directory.Path, "runs");
        using Cli cancel = await Cli.RunAsync(_directory.Path, "cancel", run);

        second.ExitCode.ShouldBe(ExitCodes.Refused);
        second.Error.ToString().ShouldContain($"Run '{run}' has been using volume");
        second.Error.ToString().ShouldContain($"glusterdr cancel {run}");
        runs.Out.ToString().ShouldContain("running");
        cancel.ExitCode.ShouldBe(0);
        (await running.WaitAsync(s_bound)).ShouldBe(ExitCodes.Cancelled);
        first.Out.ToString().ShouldContain("cancelled");
    }

    [Fact]
    public async Task A_policy_whose_run_is_at_work_is_not_deleted_and_who_changes_it_is_warned()
    {
        await ApplyAsync("wait");
        using Cli first = new(_directory.Path);
        Task<int> running = first.StartAsync("sync", "wait");
        string run = await first.LiveRunAsync();
        string changed = _directory.File("changed.yaml");
        await File.WriteAllTextAsync(changed, TestPolicies.Yaml("wait") + "\nschedule: '0 0 2 * * *'\n");

        using Cli delete = await Cli.RunAsync(_directory.Path, "delete", "wait");
        using Cli dry = await Cli.RunAsync(_directory.Path, "apply", "-f", changed, "--dry-run");
        using Cli apply = await Cli.RunAsync(_directory.Path, "apply", "-f", changed);
        using Cli same = await Cli.RunAsync(_directory.Path, "apply", "-f", changed);
        await EndAsync(first, run, "succeeded");
        (await running.WaitAsync(s_bound)).ShouldBe(0);
        using Cli later = await Cli.RunAsync(_directory.Path, "delete", "wait");

        delete.ExitCode.ShouldBe(ExitCodes.Refused);
        delete.Error.ToString().ShouldContain($"run '{run}' of policy 'wait' is in progress");
        delete.Error.ToString().ShouldContain($"glusterdr cancel {run}");
        apply.ExitCode.ShouldBe(0);
        apply.Out.ToString().ShouldContain($"warning: Run {run} is in progress. It continues with the policy as it was when the run began.");
        dry.Out.ToString().ShouldNotContain("warning");
        same.Out.ToString().ShouldNotContain("warning");
        later.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_run_is_followed_from_another_command_to_its_end()
    {
        await ApplyAsync("wait");
        using Cli first = new(_directory.Path);
        Task<int> running = first.StartAsync("sync", "wait");
        string run = await first.LiveRunAsync();

        using Cli follower = new(_directory.Path);
        Task<int> following = follower.StartAsync("run", run, "--follow");
        await follower.Error.WhenWrittenAsync("snapshot 0 of 4");
        await EndAsync(first, run, "warn");

        (await following.WaitAsync(s_bound)).ShouldBe(ExitCodes.Warnings);
        (await running.WaitAsync(s_bound)).ShouldBe(ExitCodes.Warnings);
    }

    [Fact]
    public async Task The_first_ctrl_c_cancels_and_waits_for_the_undoing_the_second_ends_at_once()
    {
        await ApplyAsync("wait");
        using Cli cli = new(_directory.Path);
        Task<int> running = cli.StartAsync("sync", "wait");
        await cli.LiveRunAsync();

        cli.Signals.Press();

        (await running.WaitAsync(s_bound)).ShouldBe(ExitCodes.Cancelled);
        cli.Error.ToString().ShouldContain("Cancelling: the run is rolled back");
        cli.ExitedWith.ShouldBeNull();
        cli.Signals.Press();
        cli.ExitedWith.ShouldBe(ExitCodes.Cancelled);
    }

    [Fact]
    public async Task A_run_that_was_cut_short_is_taken_up_instead_of_another_one()
    {
        await ApplyAsync("wait");
        string run = await CrashAsync("wait");

        using Cli look = await Cli.RunAsync(_directory.Path, "run", run, "--follow");
        using Cli list = await Cli.RunAsync(_directory.Path, "runs");
        using Cli cli = new(_directory.Path);
        Task<int> running = cli.StartAsync("sync", "wait");
        await cli.Error.WhenWrittenAsync($"run {run} was interrupted; resuming it");
        (await cli.LiveRunAsync()).ShouldBe(run);
        await EndAsync(cli, run, "succeeded");

        list.Out.ToString().ShouldContain("interrupted, snapshot");
        look.Error.ToString().ShouldContain($"Run {run} was interrupted and is not in progress");
        look.ExitCode.ShouldBe(ExitCodes.Unavailable);
        (await running.WaitAsync(s_bound)).ShouldBe(0);
        cli.Out.ToString().ShouldStartWith($"run {run} succeeded");
        using Cli runs = await Cli.RunAsync(_directory.Path, "runs", "-o", "json");
        runs.Json<Run[]>().ShouldHaveSingleItem().State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task A_run_that_was_cut_short_can_be_cancelled_and_is_undone()
    {
        await ApplyAsync("wait");
        string run = await CrashAsync("wait");

        using Cli cancel = await Cli.RunAsync(_directory.Path, "cancel", run);

        cancel.ExitCode.ShouldBe(0, cancel.Error.ToString());
        cancel.Out.ToString().ShouldContain($"run {run} cancelled");
        using Cli again = await Cli.RunAsync(_directory.Path, "cancel", run);
        again.Out.ToString().ShouldContain("has already ended: cancelled");
    }

    [Fact]
    public async Task A_run_that_was_cancelled_and_then_cut_short_is_undone_and_not_continued_and_another_one_is_started()
    {
        await ApplyAsync("wait-undo");
        string run;
        await using (LocalHost host = await LocalHost.StartAsync(TestGround.Options(_directory.Path), default))
        {
            using ApiClient api = new(host.Endpoint);
            run = await api.StartRunAsync("wait-undo", default);
            await FollowToAsync(api, run, RunPhase.Snapshot);
            await api.CancelRunAsync(run, "ctrl-c", default);
            await FollowToAsync(api, run, RunPhase.Merge);
            host.Services.GetRequiredService<EmbeddedEngine>().Abandon();
        }

        using Cli cli = new(_directory.Path);
        cli.Environment = cli.Environment with
        {
            Replace = services =>
            {
                TestGround.Replace(services);
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new LaterTime(TimeSpan.FromMinutes(1))));
            },
        };
        Task<int> running = cli.StartAsync("sync", "wait-undo", "-o", "json");
        await cli.Error.WhenWrittenAsync($"run {run} was cancelled and then interrupted; rolling it back");
        await cli.Error.WhenWrittenAsync("merge 4 of 4");
        using ApiClient there = cli.Api();
        await there.RaiseEventAsync(run, "undone", "", default);
        await cli.Error.WhenWrittenAsync($"run {run} was rolled back; starting a new run");
        string next = await cli.LiveRunAsync();
        next.ShouldNotBe(run);
        await there.RaiseEventAsync(next, "go", "succeeded", default);
        await there.RaiseEventAsync(next, "undone", "", default);

        (await running.WaitAsync(s_bound)).ShouldBe(0);
        cli.Json<RunReport>().Run.Id.ShouldBe(next);
        using Cli runs = await Cli.RunAsync(_directory.Path, "runs", "-o", "json");
        runs.Json<Run[]>().Select(r => (r.Id, r.State)).ShouldBe([(next, RunState.Succeeded), (run, RunState.Cancelled)]);
    }

    [Fact]
    public async Task A_process_stays_for_a_run_that_another_command_started_in_it()
    {
        await ApplyAsync("wait-a");
        await ApplyAsync("wait-b");
        using Cli first = new(_directory.Path);
        Task<int> firstRunning = first.StartAsync("sync", "wait-a");
        string a = await first.LiveRunAsync();
        using Cli second = new(_directory.Path);
        Task<int> secondRunning = second.StartAsync("sync", "wait-b");
        await second.Error.WhenWrittenAsync("snapshot 0 of 4");

        await EndAsync(first, a, "succeeded");
        await first.Error.WhenWrittenAsync("waiting for run sync-wait-b-");
        firstRunning.IsCompleted.ShouldBeFalse();
        string b = await second.LiveRunAsync();
        await EndAsync(second, b, "succeeded");

        (await secondRunning.WaitAsync(s_bound)).ShouldBe(0);
        (await firstRunning.WaitAsync(s_bound)).ShouldBe(0);
    }

    [Fact]
    public async Task Serve_takes_policies_and_runs_from_other_commands_until_it_is_told_to_stop()
    {
        using Cli serve = new(_directory.Path);
        Task<int> serving = serve.StartAsync("serve");
        await serve.Error.WhenWrittenAsync(" serves ");
        await ApplyAsync("fine");

        using Cli detached = await Cli.RunAsync(_directory.Path, "sync", "fine", "--detach", "-o", "json");
        string run = detached.Json<RunCatalog.Started>().Run;
        using Cli follow = await Cli.RunAsync(_directory.Path, "run", run, "--follow");
        using Cli second = await Cli.RunAsync(_directory.Path, "serve");
        string token = EndpointFile.Read(_directory.Path)!.Token;
        TempDirectory.ShouldBeOwnersAlone(_directory.File("endpoint.json"));
        serve.Signals.Press();

        follow.ExitCode.ShouldBe(0);
        second.ExitCode.ShouldBe(ExitCodes.Unavailable);
        second.Error.ToString().ShouldContain("in use by another glusterdr host");
        (await serving.WaitAsync(s_bound)).ShouldBe(0);
        serve.Error.ToString().ShouldContain("Stopping.");
        File.Exists(_directory.File("endpoint.json")).ShouldBeFalse();
        serve.Error.ToString().ShouldNotContain(token);
    }

    [Fact]
    public async Task Who_follows_a_run_of_a_host_that_stops_hears_that_it_goes_on_later()
    {
        await ApplyAsync("wait");
        using Cli serve = new(_directory.Path);
        Task<int> serving = serve.StartAsync("serve");
        await serve.Error.WhenWrittenAsync(" serves ");
        using Cli sync = new(_directory.Path);
        Task<int> following = sync.StartAsync("sync", "wait", "--verbose");
        await sync.Error.WhenWrittenAsync("snapshot 0 of 4");
        string run = await sync.LiveRunAsync();
        using Cli follower = new(_directory.Path);
        Task<int> watching = follower.StartAsync("run", run, "--follow");
        await follower.Error.WhenWrittenAsync("snapshot 0 of 4");

        sync.Signals.Press();
        (await following.WaitAsync(s_bound)).ShouldBe(ExitCodes.Cancelled);
        serve.Signals.Press();

        (await serving.WaitAsync(s_bound)).ShouldBe(0);
        (await watching.WaitAsync(s_bound)).ShouldBe(ExitCodes.Unavailable);
        sync.Error.ToString().ShouldContain($"Run {run} continues in another process");
        follower.Error.ToString().ShouldContain("was interrupted and is not in progress");
    }

    [Fact]
    public async Task A_sync_whose_host_dies_becomes_the_host_and_goes_on_with_its_run()
    {
        LocalHost host = await LocalHost.StartAsync(TestGround.Options(_directory.Path), default);
        await ApplyAsync("wait");
        using Cli cli = new(_directory.Path);
        Task<int> running = cli.StartAsync("sync", "wait");
        string run = await cli.LiveRunAsync();

        host.Services.GetRequiredService<EmbeddedEngine>().Abandon();
        await host.DisposeAsync();
        await cli.Error.WhenWrittenAsync($"run {run} was interrupted; resuming it");
        await EndAsync(cli, run, "succeeded");

        (await running.WaitAsync(s_bound)).ShouldBe(0);
        using Cli runs = await Cli.RunAsync(_directory.Path, "runs", "-o", "json");
        runs.Json<Run[]>().ShouldHaveSingleItem().State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task A_stale_endpoint_file_misleads_nobody()
    {
        EndpointFile.Write(_directory.Path, new HostEndpoint(new Uri("http://127.0.0.1:9"), "stale", 1));

        using Cli cli = await Cli.RunAsync(_directory.Path, "policies");

        cli.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Many_commands_at_once_wait_for_each_other()
    {
        await ApplyAsync("fine");

        Cli[] all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Cli.RunAsync(_directory.Path, "policies", "-o", "json")));

        all.ShouldAllBe(cli => cli.ExitCode == 0);
        all.ShouldAllBe(cli => cli.Json<PolicyOverview[]>().Length == 1);
        Array.ForEach(all, cli => cli.Dispose());
    }

    public void Dispose() => _directory.Dispose();

    private static async Task EndAsync(Cli cli, string run, string end)
    {
        using ApiClient api = cli.Api();
        await api.RaiseEventAsync(run, "go", end, default);
    }

    private async Task ApplyAsync(string name)
    {
        string file = _directory.File($"{name}.yaml");
        await File.WriteAllTextAsync(file, TestPolicies.Yaml(name));
        using Cli apply = await Cli.RunAsync(_directory.Path, "apply", "-f", file);
        apply.ExitCode.ShouldBe(0, apply.Error.ToString());
    }

    private static async Task FollowToAsync(ApiClient api, string run, RunPhase phase)
    {
        await foreach (RunCatalog.Update update in api.FollowRunAsync(run, default))
        {
            if (update.Progress?.Phase == phase)
            {
                break;
            }
        }
    }

    /// <summary>Starts a run and kills its host.</summary>
    private async Task<string> CrashAsync(string policy)
    {
        await using LocalHost host = await LocalHost.StartAsync(TestGround.Options(_directory.Path), default);
        using ApiClient api = new(host.Endpoint);
        string run = await api.StartRunAsync(policy, default);
        await FollowToAsync(api, run, RunPhase.Snapshot);
        host.Services.GetRequiredService<EmbeddedEngine>().Abandon();
        return run;
    }
}
