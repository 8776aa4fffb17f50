using System.Text.Json;
using GlusterDr.Local.Cli;
using GlusterDr.Remote;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Options;
using GlusterDr.Tests.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.Tests.Local.Sessions;

/// <summary><c>glusterdr session</c> on recorded output of real Gluster: text, JSON, exit codes, and secrets that are never shown.</summary>
public sealed class SessionCommandTests : IDisposable
{
    private const string Name = "p1/gv1/s1::gv2";
    private readonly TempDirectory _directory = new();
    private FixtureRunner _runner = new("georep-status-detail-active-nochk-xml");

    [Fact]
    public async Task A_list_names_each_session_so_that_the_name_can_be_used_and_says_how_it_is()
    {
        using Cli.Cli text = await RunAsync("list", "--host", "p1");
        using Cli.Cli json = await RunAsync("list", "--host", "p1", "--volume", "gv1", "-o", "json");

        text.ExitCode.ShouldBe(0, text.Error.ToString());
        text.Out.ToString().Split('\n')[1].ShouldStartWith($"{Name}  unproven: p1:/srv/lab/state/p1/bricks/b1 last synced ");
        json.Json<SessionView[]>().ShouldHaveSingleItem().Name.ShouldBe(Name);
    }

    [Fact]
    public async Task A_session_is_shown_brick_by_brick()
    {
        using Cli.Cli show = await RunAsync("show", Name);

        string shown = show.Out.ToString();
        shown.ShouldContain("SYNCED UNTIL");
        shown.ShouldContain("p1:/srv/lab/state/p1/bricks/b1  Active   Changelog Crawl");
        shown.ShouldContain("p2:/srv/lab/state/p2/bricks/b1  Passive  N/A");
    }

    [Fact]
    public async Task Options_are_listed_with_their_meaning_and_all_of_Gluster_on_request()
    {
        using Cli.Cli list = await RunAsync("config", "list", Name);
        using Cli.Cli all = await RunAsync("config", "list", Name, "--all", "-o", "json");
        using Cli.Cli changed = await RunAsync("config", "list", Name, "--changed");

        list.Out.ToString().ShouldContain("  sync-jobs = 3  (default)\n      How many rsync processes run at once");
        list.Out.ToString().ShouldNotContain("glusterd-workdir");
        all.Json<SessionOptionView[]>().Select(o => o.Name).ShouldBe(SessionOptions.All.Select(o => o.Name), ignoreOrder: true);
        changed.Out.ToString().ShouldContain("All options are at their default");
    }

    [Fact]
    public async Task A_state_that_is_already_reached_is_reported_and_nothing_is_done()
    {
        using Cli.Cli started = await RunAsync("start", Name);
        using Cli.Cli set = await RunAsync("config", "set", Name, "sync-jobs", "3");

        (started.ExitCode, set.ExitCode).ShouldBe((0, 0));
        started.Out.ToString().ShouldContain($"session {Name}: it runs already");
        set.Out.ToString().ShouldBe($"session {Name}: sync-jobs is 3 already\n");
        _runner.Commands.ShouldAllBe(c => !c.EndsWith(" start", StringComparison.Ordinal) && !c.Contains("sync-jobs 3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, "list")]
    [InlineData(2, "config")]
    [InlineData(2, "list", "--host", "a'b")]
    [InlineData(2, "list", "--host", "-oProxyCommand=x")]
    [InlineData(2, "list", "--host", "p1", "--volume", "a\nb")]
    [InlineData(2, "show", "p1")]
    [InlineData(2, "show", "p1/../s1::gv2")]
    [InlineData(2, "show", "p1/gv1/s1::gv\"2")]
    [InlineData(2, "show", Name, "--again", "never")]
    [InlineData(2, "show", Name, "--again", "6m")]
    [InlineData(2, "stop", "p1/gv1/--force::gv2")]
    [InlineData(2, "remove", "p1/gv1/s1::all", "--force")]
    [InlineData(2, "config", "set", Name, "no-such-option", "1")]
    [InlineData(2, "config", "set", Name, "change-interval", "abc")]
    [InlineData(2, "config", "set", Name, "sync-method", "tarssh")]
    [InlineData(2, "config", "reset", Name, "../etc")]
    [InlineData(2, "config", "reset", Name, "pid-file")]
    [InlineData(2, "bandwidth", Name, "fast")]
    [InlineData(5, "list", "--host", "p1", "--volume", "nosuchvol")]
    [InlineData(5, "show", "p1/gv1/s1::other")]
    [InlineData(5, "stop", "p1/gv1/s1::other")]
    [InlineData(5, "start", "p1/gv1/s1::other")]
    [InlineData(1, "list", "--host", "p9")]
    [InlineData(1, "stop", "p9/gv1/s1::gv2")]
    [InlineData(4, "remove", Name)]
    [InlineData(0, "remove", "p1/gv1/s1::other")]
    [InlineData(0, "--help")]
    [InlineData(0, "config", "set", "--help")]
    public async Task Exit_codes_are_what_the_help_says(int code, params string[] args)
    {
        using Cli.Cli cli = await RunAsync(args);

        cli.ExitCode.ShouldBe(code, cli.Error.ToString());
        cli.Error.ToString().Length.ShouldBeInRange(code == 0 ? 0 : 1, code == 0 ? 0 : 2_000);
        _runner.Commands.ShouldAllBe(c => c.StartsWith("python3", StringComparison.Ordinal) || c.Contains(" info ", StringComparison.Ordinal)
            || c.Contains(" status", StringComparison.Ordinal) || c.EndsWith(" config", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_of_three_hundred_characters_is_refused_in_a_few_lines()
    {
        using Cli.Cli cli = await RunAsync("show", $"p1/{new string('v', 300)}/s1::gv2");

        cli.ExitCode.ShouldBe(ExitCodes.BadInput);
        _runner.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_leads_from_the_group_to_its_commands()
    {
        using Cli.Cli group = await RunAsync("config", "--help");
        using Cli.Cli wrong = await RunAsync("config", "set", Name);

        group.Out.ToString().ShouldContain("glusterdr session config set p1/gv1/s1::gv2 sync-jobs 6");
        wrong.Error.ToString().ShouldContain("See `glusterdr session config set --help`.");
    }

    [Fact]
    public async Task With_json_a_refusal_is_a_document_too()
    {
        using Cli.Cli cli = await RunAsync("remove", Name, "-o", "json");

        using JsonDocument document = JsonDocument.Parse(cli.Out.ToString());
        document.RootElement.GetProperty("error").GetProperty("code").GetString().ShouldBe("session.unsafe");
        document.RootElement.GetProperty("exitCode").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task A_node_without_a_report_is_named_in_the_one_line()
    {
        _runner = new("georep-status-detail-node-p3-down-xml");

        using Cli.Cli list = await RunAsync("show", Name);

        list.Out.ToString().ShouldContain("p3:/srv/lab/state/p3/bricks/b1 has no row: its node does not report");
        list.Out.ToString().ShouldContain("no report");
    }

    public void Dispose() => _directory.Dispose();

    private async Task<Cli.Cli> RunAsync(params string[] args)
    {
        Cli.Cli cli = new(_directory.Path);
        cli.Environment = cli.Environment with { Replace = Replace };
        cli.ExitCode = await cli.StartAsync(["session", .. args]);
        return cli;
    }

    private void Replace(IServiceCollection services)
    {
        TestGround.Replace(services);
        services.Replace(ServiceDescriptor.Singleton<IRemoteRunner>(_runner));
    }
}
