using System.Diagnostics;
using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab;

/// <summary>Gluster's own events, from its daemons on real nodes to the embedded host.</summary>
[Collection(LabCollection.Name)]
public sealed class EventsTests(LabSites sites) : LabTests
{
    private const string Token = "GLUSTERDR_TEST_EVENTS_TOKEN";
    private const int Port = 24108;

    [Fact]
    public async Task A_run_is_told_by_events_where_they_come_and_looks_where_they_do_not()
    {
        int target = FreePort.Next();
        (await Shell.RunAsync(TimeSpan.FromMinutes(1), Repository.At("lab", "events"), "on")).ShouldSucceed();
        Environment.SetEnvironmentVariable(Token, Guid.NewGuid().ToString("n"));
        using Process host = sites.Cli.Start("serve", "--events", $"127.0.0.1:{target}", "--events-token", $"env:{Token}");
        using Process relay = Shell.Start([Repository.At("lab", "relay"), $"{Port}", $"{target}"]);
        try
        {
            await UntilServingAsync(host);
            string address = (await relay.StandardOutput.ReadLineAsync()).ShouldNotBeNull().Split(' ')[0];
            string url = $"http://{address}:{Port}/api/v1/gluster-events";
            await sites.Cli.ApplyAsync();

            ShellResult installed = (await sites.Cli.RunAsync("events", "install", "--host", "p1", "--url", url)).ShouldSucceed();
            foreach (string node in new[] { "p1", "p2", "p3" })
            {
                installed.Output.ShouldContain(node);
            }

            (await ToldByAsync()).ShouldBe("event");

            (await sites.Cli.RunAsync("events", "remove", "--host", "p1", "--url", url)).ShouldSucceed();
            (await sites.Cli.RunAsync("events", "status", "--host", "p1")).ShouldSucceed().Output.ShouldContain("nowhere");
            (await ToldByAsync()).ShouldBe("poll");
        }
        finally
        {
            relay.Kill();
            host.Kill();
            await Task.WhenAll(relay.WaitForExitAsync(), host.WaitForExitAsync());
            await Shell.RunAsync(TimeSpan.FromMinutes(1), Repository.At("lab", "events"), "off");
        }
    }

    [Fact]
    public async Task Where_no_daemon_runs_the_webhook_is_taken_back_and_the_nodes_are_named()
    {
        int target = FreePort.Next();
        Environment.SetEnvironmentVariable(Token, Guid.NewGuid().ToString("n"));
        (await LabSites.OnAsync("p1", "mkdir", "-p", "/var/lib/glusterd/events")).ShouldSucceed();
        (await LabSites.OnAsync("p2", "mkdir", "-p", "/var/lib/glusterd/events")).ShouldSucceed();
        (await LabSites.OnAsync("p3", "mkdir", "-p", "/var/lib/glusterd/events")).ShouldSucceed();
        using Process host = sites.Cli.Start("serve", "--events", $"127.0.0.1:{target}", "--events-token", $"env:{Token}");
        try
        {
            await UntilServingAsync(host);
            await sites.Cli.ApplyAsync();

            ShellResult refused = await sites.Cli.RunAsync(
                "events", "install", "--host", "p1", "--url", $"http://10.77.1.250:{Port}/api/v1/gluster-events");

            refused.ExitCode.ShouldBe(1, refused.Errors);
            refused.Errors.ShouldContain("events.not-heard");
            refused.Errors.ShouldContain("p2");
            (await LabSites.OnAsync("p1", "gluster-eventsapi", "status")).ShouldSucceed().Output.ShouldContain("Webhooks: None");
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync();
        }
    }

    /// <summary>Before, another command would do its work without that host.</summary>
    private static async Task UntilServingAsync(Process host)
    {
        string? line;
        do
        {
            line = await host.StandardError.ReadLineAsync();
        }
        while (line?.Contains("receives Gluster's events", StringComparison.Ordinal) == false);

        line.ShouldNotBeNull("the host ended");
    }

    private async Task<string?> ToldByAsync()
    {
        SyncOutcome outcome = await sites.Cli.SyncAsync();
        RunReport report = outcome.Report.ShouldNotBeNull(outcome.Errors);
        return report.Destinations.Single().DetectedBy;
    }
}
