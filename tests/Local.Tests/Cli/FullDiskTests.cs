using System.Net;
using GlusterDr.Api;
using GlusterDr.Api.Health;
using GlusterDr.Errors;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli;
using GlusterDr.Local.Hosting;
using GlusterDr.Local.Store;
using GlusterDr.Runs;
using GlusterDr.TestKit;
using GlusterDr.Tests.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>The disk of the data directory is full in mid-run: nothing is lost, and everybody is told what is waited for.</summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly TimeSpan s_bound = Patience.Limit;

    private readonly TempDirectory _directory = new();
    private readonly FullDisk _disk = new();
    private SqliteDatabase? _database;

    [Fact]
    public async Task The_terminal_and_the_api_say_what_is_waited_for_and_questions_are_answered()
    {
        using Cli sync = await StartAsync();
        Task<int> running = sync.StartAsync("sync", "wait");
        string run = await sync.LiveRunAsync();
        Fill();

        await sync.Error.WhenWrittenAsync("database or disk is full");
        sync.Error.ToString().ShouldContain("Waiting: the database cannot be written.");
        sync.Error.ToString().ShouldContain("Free space on the disk of the data directory.");
        foreach (string[] question in (string[][])[["runs"], ["run", run], ["points"], ["policies"]])
        {
            using Cli asked = await Cli.RunAsync(_directory.Path, question);
            asked.ExitCode.ShouldBe(0, asked.Error.ToString());
        }

        using ApiClient api = sync.Api();
        HealthReport health = await api.GetHealthAsync(default);
        health.Healthy.ShouldBeTrue();
        health.Waiting!.Code.ShouldBe(ErrorCodes.StoreUnavailable);
        using Cli apply = await Cli.RunAsync(_directory.Path, "apply", "-f", _directory.File("other.yaml"));
        apply.ExitCode.ShouldBe(ExitCodes.Unavailable);
        apply.Error.ToString().ShouldContain("Free space on the disk of the data directory.");
        ApiException refused = await Should.ThrowAsync<ApiException>(() => api.RaiseEventAsync(run, "go", "succeeded", default));
        refused.Problem.Status.ShouldBe((int)HttpStatusCode.ServiceUnavailable);

        _disk.MakeRoom();
        await sync.Error.WhenWrittenAsync("The database can be written again: continuing.");
        await api.RaiseEventAsync(run, "go", "succeeded", default);
        (await running.WaitAsync(s_bound)).ShouldBe(0);
    }

    [Fact]
    public async Task A_request_to_cancel_is_repeated_until_it_is_stored_and_a_second_ctrl_c_waits_for_that()
    {
        using Cli sync = await StartAsync();
        Task<int> running = sync.StartAsync("sync", "wait");
        string run = await sync.LiveRunAsync();
        Fill();
        await sync.Error.WhenWrittenAsync("database or disk is full");

        sync.Signals.Press();
        await sync.Error.WhenWrittenAsync("The request to cancel is not stored yet. It is repeated until it is stored.");
        sync.Signals.Press();
        sync.Error.ToString().ShouldContain("the process exits when it is");
        sync.ExitedWith.ShouldBeNull();
        _disk.MakeRoom();

        (await running.WaitAsync(s_bound)).ShouldBe(ExitCodes.Cancelled);
        (await sync.Exited.WaitAsync(s_bound)).ShouldBe(ExitCodes.Cancelled);
        using Cli runs = await Cli.RunAsync(_directory.Path, "runs", "-o", "json");
        runs.Json<Run[]>().ShouldHaveSingleItem().State.ShouldBe(RunState.Cancelled);
    }

    [Fact]
    public async Task The_log_of_serve_names_the_file_the_reason_and_what_to_do()
    {
        using Cli serve = await StartAsync();
        Task<int> serving = serve.StartAsync("serve");
        await serve.Error.WhenWrittenAsync(" serves ");
        Fill();

        await serve.Error.WhenWrittenAsync("[3101]");
        serve.Error.ToString().ShouldContain($"Database {_directory.File("glusterdr.db")} cannot be written");
        serve.Error.ToString().ShouldContain("Free space on the disk of the data directory.");
        _disk.MakeRoom();
        await serve.Error.WhenWrittenAsync("can be written again");
        serve.Signals.Press();
        (await serving.WaitAsync(s_bound)).ShouldBe(0);
    }

    /// <summary>What others have written there keeps the process's own file from being written.</summary>
    [Fact]
    public async Task Where_the_file_of_the_owner_cannot_be_written_questions_are_answered()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using Cli first = await StartAsync();
        File.Delete(_directory.File("owner.pid"));
        File.CreateSymbolicLink(_directory.File("owner.pid"), "/dev/full");

        using Cli policies = await Cli.RunAsync(_directory.Path, "policies");

        policies.ExitCode.ShouldBe(0, policies.Error.ToString());
    }

    public void Dispose() => _directory.Dispose();

    private void Fill()
    {
        _database.ShouldNotBeNull();
        _database.Enqueue(_disk);
    }

    /// <summary>Stores a policy; a host of the command that is made has a database that this test can fill.</summary>
    private async Task<Cli> StartAsync()
    {
        await File.WriteAllTextAsync(_directory.File("wait.yaml"), TestPolicies.Yaml("wait"));
        await File.WriteAllTextAsync(_directory.File("other.yaml"), TestPolicies.Yaml("other"));
        using Cli apply = await Cli.RunAsync(_directory.Path, "apply", "-f", _directory.File("wait.yaml"));
        apply.ExitCode.ShouldBe(0, apply.Error.ToString());
        Cli cli = new(_directory.Path);
        cli.Environment = cli.Environment with { Replace = Replace };
        return cli;
    }

    private void Replace(IServiceCollection services)
    {
        TestGround.Replace(services);
        services.Replace(ServiceDescriptor.Singleton(provider => _database = SqliteDatabase.Open(
            _directory.File("glusterdr.db"),
            new SqliteDatabaseOptions { FirstRetryInterval = TimeSpan.FromMilliseconds(10) },
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<SqliteDatabase>>())));
    }
}
