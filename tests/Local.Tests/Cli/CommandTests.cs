using System.Text.Json;
using GlusterDr.Api.Policies;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Cli;

public sealed class CommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "sync", "--help")]
    [InlineData(0, "--version")]
    [InlineData(2)]
    [InlineData(2, "snyc", "vms")]
    [InlineData(2, "sync")]
    [InlineData(2, "check")]
    [InlineData(2, "check", "vms", "-f", "x.yaml")]
    [InlineData(2, "runs", "--limit", "0")]
    [InlineData(2, "runs", "--limit", "many")]
    [InlineData(2, "policies", "--output", "xml")]
    [InlineData(2, "serve", "--port", "99999")]
    [InlineData(2, "apply", "-f", "/does/not/exist.yaml")]
    [InlineData(5, "sync", "nobody")]
    [InlineData(5, "check", "nobody")]
    [InlineData(5, "delete", "nobody")]
    [InlineData(5, "delete", "../../etc")]
    [InlineData(5, "delete", "..")]
    [InlineData(5, "run", "nothing")]
    [InlineData(5, "run", "../policies")]
    [InlineData(5, "cancel", "sync-vms-20260101T000000Z")]
    [InlineData(6, "sync", "nobody", "--detach")]
    public async Task Exit_codes_are_what_the_help_says(int code, params string[] args)
    {
        using Cli cli = await Cli.RunAsync(_directory.Path, args);

        cli.ExitCode.ShouldBe(code, cli.Error.ToString());
        cli.Error.ToString().Length.ShouldBeInRange(code == 0 ? 0 : 1, code == 0 ? 0 : 2_000);
    }

    [Fact]
    public async Task Help_teaches_with_examples_and_exit_codes()
    {
        using Cli cli = await Cli.RunAsync(_directory.Path, "--help");

        string help = cli.Out.ToString();
        help.ShouldContain("glusterdr apply -f policy.yaml");
        foreach ((int exit, string meaning) in ExitCodes.Table)
        {
            help.ShouldContain($"{exit} ");
            help.ShouldContain(meaning);
        }
    }

    [Fact]
    public async Task A_policy_goes_in_is_listed_and_goes_out()
    {
        string file = WritePolicy("vms");

        using Cli dry = await Cli.RunAsync(_directory.Path, "apply", "-f", file, "--dry-run");
        using Cli created = await Cli.RunAsync(_directory.Path, "apply", "-f", file);
        using Cli again = await Cli.RunAsync(_directory.Path, "apply", "-f", file);
        using Cli list = await Cli.RunAsync(_directory.Path, "policies");
        using Cli deleted = await Cli.RunAsync(_directory.Path, "delete", "vms");
        using Cli none = await Cli.RunAsync(_directory.Path, "policies", "-o", "json");

        dry.Out.ToString().ShouldBe("policy vms: created (dry run: not stored)\n");
        created.Out.ToString().ShouldBe("policy vms: created\n");
        again.Out.ToString().ShouldBe("policy vms: unchanged\n");
        list.Out.ToString().ShouldContain("here/store-vms");
        deleted.Out.ToString().ShouldBe("policy vms: deleted\n");
        none.Json<PolicyOverview[]>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policy_comes_from_stdin_as_well()
    {
        using Cli cli = new(_directory.Path);
        cli.Environment = cli.Environment with { In = new StringReader(TestPolicies.Yaml("piped")) };

        (await cli.StartAsync("apply", "-f", "-")).ShouldBe(0);

        cli.Out.ToString().ShouldBe("policy piped: created\n");
    }

    [Fact]
    public async Task Everything_wrong_with_all_files_is_named_and_nothing_is_stored()
    {
        string good = WritePolicy("good");
        string bad = WritePolicy("bad", text => text.Replace("store-bad", "-x", StringComparison.Ordinal));
        string worse = WritePolicy("worse", text => text + "\nschedule: x");

        using Cli cli = await Cli.RunAsync(_directory.Path, "apply", "-f", good, "-f", bad, "-f", worse);
        using Cli list = await Cli.RunAsync(_directory.Path, "policies", "-o", "json");

        cli.ExitCode.ShouldBe(ExitCodes.BadInput);
        string[] lines = cli.Error.ToString().Split('\n');
        lines[0].ShouldStartWith($"{bad}:7:9: '-x' ");
        lines[1].ShouldStartWith($"{worse}:13:11: 'x' has 1 fields");
        lines[2].ShouldStartWith("2 errors. Nothing was stored.");
        list.Json<PolicyOverview[]>().ShouldBeEmpty();
    }

    [Fact]
    public async Task With_json_a_failure_is_a_document_too()
    {
        using Cli cli = await Cli.RunAsync(_directory.Path, "run", "sync-vms-20260101T000000Z", "-o", "json");

        using JsonDocument document = JsonDocument.Parse(cli.Out.ToString());
        document.RootElement.GetProperty("error").GetProperty("code").GetString().ShouldBe("run.not-found");
        document.RootElement.GetProperty("exitCode").GetInt32().ShouldBe(5);
    }

    [Theory]
    [InlineData("fine", 0, "ok")]
    [InlineData("warn", 3, "warn")]
    [InlineData("fail", 1, "FAILED")]
    public async Task A_check_tells_what_it_saw_and_what_to_do(string name, int code, string mark)
    {
        using Cli unsaved = await Cli.RunAsync(_directory.Path, "check", "-f", WritePolicy(name));

        unsaved.ExitCode.ShouldBe(code);
        unsaved.Out.ToString().ShouldContain($"  {mark} ");
        unsaved.Out.ToString().Contains("fix: start it (gluster.volume-not-started)", StringComparison.Ordinal).ShouldBe(code != 0);
    }

    [Theory]
    [InlineData("fine", 0, "succeeded")]
    [InlineData("warn", 3, "succeeded, with warnings")]
    [InlineData("fail", 1, "failed")]
    public async Task A_sync_shows_progress_on_stderr_and_the_outcome_on_stdout(string policy, int code, string state)
    {
        await ApplyAsync(policy);

        using Cli sync = await Cli.RunAsync(_directory.Path, "sync", policy);

        sync.ExitCode.ShouldBe(code);
        sync.Out.ToString().ShouldStartWith($"run sync-{policy}-");
        sync.Out.ToString().ShouldContain($"Z {state} after ");
        sync.Error.ToString().ShouldContain("merge 4 of 4");
        sync.Out.ToString().Contains("fix: look at the log", StringComparison.Ordinal).ShouldBe(code != 0);
    }

    [Fact]
    public async Task A_sync_with_json_writes_the_report_alone()
    {
        await ApplyAsync("fine");

        using Cli sync = await Cli.RunAsync(_directory.Path, "sync", "fine", "--output", "json");
        RunReport report = sync.Json<RunReport>();
        using Cli run = await Cli.RunAsync(_directory.Path, "run", report.Run.Id);
        using Cli runs = await Cli.RunAsync(_directory.Path, "runs", "--policy", "fine");
        using Cli points = await Cli.RunAsync(_directory.Path, "points");

        report.Run.State.ShouldBe(RunState.Succeeded);
        run.Out.ToString().ShouldContain("phases    snapshot 2s, merge 3s");
        run.Out.ToString().ShouldContain("DESTINATION far");
        runs.Out.ToString().ShouldContain(report.Run.Id);
        points.Out.ToString().ShouldBe("No recovery points yet.\n");
    }

    [Fact]
    public async Task A_data_directory_that_is_none_is_a_plain_error()
    {
        string file = _directory.File("file");
        await File.WriteAllTextAsync(file, "");

        using Cli cli = await Cli.RunAsync(_directory.Path, "policies", "--data-dir", file);

        cli.ExitCode.ShouldBe(ExitCodes.Unavailable);
        cli.Error.ToString().ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_database_that_is_none_is_a_plain_error()
    {
        await File.WriteAllTextAsync(_directory.File("glusterdr.db"), new string('x', 5_000));

        using Cli cli = await Cli.RunAsync(_directory.Path, "policies");

        cli.ExitCode.ShouldBe(ExitCodes.Unavailable);
        cli.Error.ToString().ShouldStartWith("host.data-directory: The database cannot be used.");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_plain_error()
    {
        using System.Net.Sockets.TcpListener other = new(System.Net.IPAddress.Loopback, 0);
        other.Start();
        int port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;

        using Cli cli = await Cli.RunAsync(_directory.Path, "serve", "--port", $"{port}");

        cli.ExitCode.ShouldBe(ExitCodes.Unavailable);
        cli.Error.ToString().ShouldContain($"{port}");
        File.Exists(_directory.File("endpoint.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_endpoint_file_is_gone_afterwards_and_the_directory_is_the_owners()
    {
        string directory = _directory.File("new");

        using Cli cli = await Cli.RunAsync(directory, "policies");

        cli.ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(directory, "endpoint.json")).ShouldBeFalse();
        TempDirectory.ShouldBeOwnersAlone(directory);
    }

    public void Dispose() => _directory.Dispose();

    private async Task ApplyAsync(string name)
    {
        using Cli apply = await Cli.RunAsync(_directory.Path, "apply", "-f", WritePolicy(name));
        apply.ExitCode.ShouldBe(0, apply.Error.ToString());
    }

    private string WritePolicy(string name, Func<string, string>? change = null)
    {
        string file = _directory.File($"{name}.yaml");
        File.WriteAllText(file, (change ?? (text => text))(TestPolicies.Yaml(name)));
        return file;
    }
}
