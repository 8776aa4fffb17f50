using GlusterDr.Api.Policies;
using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli;
using GlusterDr.Runs;
using GlusterDr.TestKit;
using Microsoft.AspNetCore.Http;

namespace GlusterDr.Tests.Local.Cli.Server;

/// <summary>Commands to a host elsewhere, behind a front that looks at keys and cuts answers that last.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private static readonly TimeSpan s_bound = Patience.Limit;

    private readonly TempDirectory _directory = new();
    private readonly TempDirectory _ours = new();
    private Front _front = null!;

    private string KeyFile => _ours.File("key");

    public async ValueTask InitializeAsync()
    {
        _front = await Front.StartAsync(_directory.Path);
        await File.WriteAllTextAsync(KeyFile, _front.Key + "\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        _directory.Dispose();
        _ours.Dispose();
    }

    [Fact]
    public async Task Each_command_works_at_a_server_as_at_the_host_of_this_machine()
    {
        await ApplyAsync("fine");
        await ApplyAsync("fine-too");
        using Cli policies = await AskAsync("policies", "-o", "json");
        using Cli check = await AskAsync("check", "fine");
        using Cli sync = await AskAsync("sync", "fine", "-o", "json");
        using Cli detached = await AskAsync("sync", "fine-too", "--detach", "-o", "json");
        string run = detached.Json<RunCatalog.Started>().Run;
        using Cli follow = await AskAsync("run", run, "--follow");
        using Cli runs = await AskAsync("runs", "-o", "json");
        using Cli points = await AskAsync("points");
        using Cli cancel = await AskAsync("cancel", run);
        using Cli delete = await AskAsync("delete", "fine");

        policies.Json<PolicyOverview[]>().Length.ShouldBe(2);
        new[] { check, sync, follow, points, cancel, delete }.ShouldAllBe(cli => cli.ExitCode == 0);
        runs.Json<Run[]>().Length.ShouldBe(2);
        File.Exists(_ours.File("glusterdr.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_asked_for_again_without_a_word_and_with_the_key_as_it_is_then()
    {
        await ApplyAsync("wait");
        using Cli cli = new(_ours.Path);
        Task<int> running = cli.StartAsync(["sync", "wait", .. Options]);
        await cli.Error.WhenWrittenAsync("snapshot 0 of 4");
        string run = (await HostApi(api => api.GetHealthAsync(default))).LiveRuns.ShouldHaveSingleItem();
        await _front.WhenShownAsync();

        _front.Key = "another";
        await File.WriteAllTextAsync(KeyFile, "another");
        for (int i = 0; i < 2; i++)
        {
            _front.Cut();
            await ShownByANewStreamAsync(i + 2);
        }

        await HostApi(api => RaiseAsync(api, run));

        (await running.WaitAsync(s_bound)).ShouldBe(ExitCodes.Warnings);
        string[] lines = cli.Error.ToString().Split('\n');
        lines.Count(l => l.Contains("snapshot 0 of 4")).ShouldBe(1);
        cli.Error.ToString().ShouldNotContain("connection to the host was lost");
        _front.Asked.Count(a => a.StartsWith("POST ") && a.EndsWith("/sync")).ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_expires_while_a_run_is_followed_is_told_and_the_run_goes_on()
    {
        _front.Token = "first";
        string tokenFile = _ours.File("token");
        await File.WriteAllTextAsync(tokenFile, "first");
        await ApplyAsync("wait", "--token", $"file:{tokenFile}");
        using Cli cli = new(_ours.Path);
        Task<int> running = cli.StartAsync(["sync", "wait", .. Options, "--token", $"file:{tokenFile}"]);
        await cli.Error.WhenWrittenAsync("snapshot 0 of 4");

        _front.Token = "second";
        _front.Cut();

        (await running.WaitAsync(s_bound)).ShouldBe(ExitCodes.Unavailable);
        cli.Error.ToString().ShouldContain("answered 401");
        cli.Error.ToString().ShouldContain("get a new one");
        (await HostApi(api => api.GetHealthAsync(default))).LiveRuns.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_right_key_it_says_so_and_shows_none()
    {
        using Cli none = await Cli.RunAsync(_ours.Path, "policies", "--server", _front.Url);
        await File.WriteAllTextAsync(KeyFile, "wrong-key");
        using Cli wrong = await AskAsync("policies", "--verbose");
        await File.WriteAllTextAsync(KeyFile, "two\nlines");
        using Cli malformed = await AskAsync("policies", "--verbose");

        new[] { none, wrong }.ShouldAllBe(cli => cli.ExitCode == ExitCodes.Unavailable && cli.Error.ToString().Contains("http.401"));
        none.Error.ToString().ShouldContain("Set the function app's key with --key");
        wrong.Error.ToString().ShouldNotContain("wrong-key");
        malformed.ExitCode.ShouldBe(ExitCodes.Failed);
        malformed.Error.ToString().ShouldContain($"file:{KeyFile} contains no key or token");
        malformed.Error.ToString().ShouldNotContain("lines\n");
    }

    [Theory]
    [InlineData(403, "<html>Web App - Unavailable</html>", "answered 403")]
    [InlineData(404, "<html>404 Web Site not found.</html>", "answered 404, but not as GlusterDr does")]
    [InlineData(504, "", "did not answer /api/v1/policies within the time")]
    [InlineData(200, "<html>Your Functions 4.0 app is up and running</html>", "check the address")]
    public async Task What_only_the_front_says_is_told_as_such(int status, string body, string words)
    {
        _front.Instead = async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync(body);
            return true;
        };

        using Cli cli = await AskAsync("policies");

        cli.ExitCode.ShouldBe(ExitCodes.Unavailable);
        cli.Error.ToString().ShouldContain(words);
        cli.Error.ToString().ShouldNotContain("<html>");
        _front.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_front_that_wants_a_login_in_a_browser_gets_no_key_for_elsewhere()
    {
        using TempDirectory other = new();
        await using Front login = await Front.StartAsync(other.Path);
        _front.Instead = http =>
        {
            http.Response.Redirect($"{login.Url}/login?state=secret");
            return Task.FromResult(true);
        };

        using Cli cli = await AskAsync("policies");

        cli.ExitCode.ShouldBe(ExitCodes.Unavailable);
        cli.Error.ToString().ShouldContain($"redirects to {login.Url}, which accepts no key or token");
        cli.Error.ToString().ShouldNotContain("state=");
        login.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_app_that_is_about_to_start_is_waited_for()
    {
        int refusals = 1;
        _front.Instead = http =>
        {
            http.Response.StatusCode = 503;
            return Task.FromResult(Interlocked.Decrement(ref refusals) >= 0);
        };

        using Cli cli = await AskAsync("policies");

        cli.ExitCode.ShouldBe(0, cli.Error.ToString());
        cli.Error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_answers_some_requests_and_never_others_is_given_up()
    {
        _front.Instead = http =>
        {
            http.Response.StatusCode = 502;
            return Task.FromResult(http.Request.Method == "PUT");
        };
        ManualTimeProvider time = new();
        using Cli cli = new(_ours.Path);
        cli.Environment = cli.Environment with { Time = time };
        string file = _ours.File("fine.yaml");
        await File.WriteAllTextAsync(file, TestPolicies.Yaml("fine"));
        Task set = time.WhenTimerIsSetAsync();
        Task<int> running = cli.StartAsync(["apply", "-f", file, .. Options]);

        int seconds = 0;
        while (await Task.WhenAny(set, running).WaitAsync(s_bound) == set)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            set = time.WhenTimerIsSetAsync();
            seconds++;
        }

        (await running).ShouldBe(ExitCodes.Unavailable);
        seconds.ShouldBe(31);
        cli.Error.ToString().ShouldContain("/api/v1/policies/fine answered 502");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_at_once()
    {
        using Cli cli = await Cli.RunAsync(_ours.Path, "policies", "--server", "http://127.0.0.1:9");

        cli.ExitCode.ShouldBe(ExitCodes.Unavailable);
        cli.Error.ToString().ShouldContain("host.unavailable");
    }

    [Theory]
    [InlineData("must be https", "policies", "--server", "http://dr.example", "--key", "env:GDR_NONE")]
    [InlineData("must be https", "policies", "--server", "http://10.0.0.1:80", "--token", "file:/none")]
    [InlineData("A key is given by --key", "policies", "--server", "https://app.example/api/v1?code=sesame")]
    [InlineData("A key is given by --key", "policies", "--server", "https://me:sesame@app.example")]
    [InlineData("without '/other'", "policies", "--server", "https://app.example/other")]
    [InlineData("--server must be an address", "policies", "--server", "app.example")]
    [InlineData("--key: this is not a reference", "policies", "--server", "https://app.example", "--key", "sesame")]
    [InlineData("--token: this is not a reference", "policies", "--server", "https://app.example", "--token", "sesame")]
    [InlineData("require --server", "policies", "--key", "env:GDR_NONE")]
    [InlineData("name two different hosts", "policies", "--server", "https://app.example", "--data-dir", "/none")]
    [InlineData("`serve` starts a host on this machine", "serve", "--server", "https://app.example")]
    public async Task What_cannot_be_is_refused_before_anything_is_sent_and_never_shows_a_secret(string words, params string[] args)
    {
        using Cli cli = await Cli.RunAsync(_ours.Path, args);

        cli.ExitCode.ShouldBe(ExitCodes.BadInput, cli.Error.ToString());
        cli.Error.ToString().ShouldContain(words);
        cli.Error.ToString().ShouldNotContain("sesame");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1/")]
    public async Task The_apis_own_path_may_stand_behind_the_address(string path)
    {
        using Cli cli = await Cli.RunAsync(_ours.Path, "policies", "--server", _front.Url + path, "--key", $"file:{KeyFile}");

        cli.ExitCode.ShouldBe(0, cli.Error.ToString());
    }

    [Fact]
    public async Task The_environment_names_a_server_where_the_command_line_names_none()
    {
        using Cli cli = new(_ours.Path);
        cli.Environment = cli.Environment with
        {
            Variable = name => name switch { "GLUSTERDR_SERVER" => _front.Url, "GLUSTERDR_DATA" => _ours.Path, _ => null },
        };

        (await cli.StartAsync("policies", "--key", $"file:{KeyFile}")).ShouldBe(0);
        int local = await cli.StartAsync("policies", "--data-dir", _ours.Path);

        local.ShouldBe(0);
        _front.Asked.Count.ShouldBe(1);
    }

    private string[] Options => ["--server", _front.Url, "--key", $"file:{KeyFile}"];

    private Task<Cli> AskAsync(params string[] args) => Cli.RunAsync(_ours.Path, [.. args, .. Options]);

    private async Task ApplyAsync(string policy, params string[] more)
    {
        string file = _ours.File($"{policy}.yaml");
        await File.WriteAllTextAsync(file, TestPolicies.Yaml(policy));
        using Cli cli = await AskAsync(["apply", "-f", file, .. more]);
        cli.ExitCode.ShouldBe(0, cli.Error.ToString());
    }

    private async Task<T> HostApi<T>(Func<ApiClient, Task<T>> ask)
    {
        using ApiClient api = new(_front.Host.Endpoint);
        return await ask(api);
    }

    private static async Task<bool> RaiseAsync(ApiClient api, string run)
    {
        await api.RaiseEventAsync(run, "go", "warn", default);
        return true;
    }

    private async Task ShownByANewStreamAsync(int streams)
    {
        do
        {
            await _front.WhenShownAsync();
        }
        while (_front.Asked.Count(a => a.EndsWith("/progress")) < streams);
    }
}
