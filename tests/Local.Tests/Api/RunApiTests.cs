using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using GlusterDr.Api;
using GlusterDr.Api.Health;
using GlusterDr.Api.Runs;
using GlusterDr.Errors;
using GlusterDr.Local.Api;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Api;

public sealed class RunApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_run_is_accepted_and_a_second_one_is_refused_by_naming_it()
    {
        await host.ApplyAsync("wait-twice");

        HttpResponseMessage first = await host.Http.PostAsync("/api/v1/policies/wait-twice/sync", null);
        RunCatalog.Started started = (await first.Content.ReadFromJsonAsync<RunCatalog.Started>(DrJson.Options))!;
        HttpResponseMessage second = await host.Http.PostAsync("/api/v1/policies/wait-twice/sync", null);

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        first.Headers.Location!.ToString().ShouldBe($"/api/v1/runs/{started.Run}");
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Problem problem = await ApiHost.ProblemAsync(second);
        problem.Type.ShouldBe("urn:glusterdr:error:lease.held");
        problem.Error.Code.ShouldBe(ErrorCodes.LeaseHeld);
        problem.Error.Message.ShouldContain(started.Run);
        problem.Calls.ShouldNotBeNull().Select(c => $"{c.Method} {c.Path}").ShouldContain($"POST /api/v1/runs/{started.Run}/cancel");
        await EndAsync(started.Run);
    }

    [Fact]
    public async Task Progress_comes_as_it_happens_and_ends_with_the_run()
    {
        await host.ApplyAsync("wait-progress");
        string run = await host.Client.StartRunAsync("wait-progress", default);
        await using Stream body = await host.Http.GetStreamAsync($"/api/v1/runs/{run}/progress");
        List<string> phases = [];
        string last = "";
        await foreach (SseItem<string> item in SseParser.Create(body).EnumerateAsync())
        {
            last = item.EventType;
            RunCatalog.Update update = System.Text.Json.JsonSerializer.Deserialize<RunCatalog.Update>(item.Data, DrJson.Options)!;
            string phase = update.Progress is { } progress ? $"{progress.Phase} {progress.Done}/{progress.Total}" : "none";
            if (!phases.Contains(phase))
            {
                phases.Add(phase);
            }

            // Only an event continues this run: everything up to here was sent while it was running.
            if (phase == "Snapshot 0/4" && !update.Run.IsOver)
            {
                await RaiseAsync(run, "go", "succeeded");
            }
        }

        last.ShouldBe("end");
        phases.ShouldContain("Snapshot 0/4");
        phases[^1].ShouldBe("Merge 4/4");
        Run end = (await host.Client.GetRunAsync(run, default)).Run;
        end.State.ShouldBe(RunState.Succeeded, $"{end.Error}");
    }

    [Fact]
    public async Task The_progress_of_a_run_that_is_over_is_its_end()
    {
        string run = await RunToEndAsync("over");

        List<RunCatalog.Update> updates = [];
        await foreach (RunCatalog.Update update in host.Client.FollowRunAsync(run, default))
        {
            updates.Add(update);
        }

        updates.ShouldHaveSingleItem().Run.State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task A_live_run_is_cancelled_and_one_that_is_over_stays()
    {
        await host.ApplyAsync("wait-cancel");
        string run = await host.Client.StartRunAsync("wait-cancel", default);

        HttpResponseMessage asked = await host.Http.PostAsync($"/api/v1/runs/{run}/cancel?reason=test", null);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await WaitForEndAsync(run);
        HttpResponseMessage again = await host.Http.PostAsync($"/api/v1/runs/{run}/cancel", null);

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Client.GetRunAsync(run, default)).Run.State.ShouldBe(RunState.Cancelled);
    }

    [Fact]
    public async Task A_report_has_what_the_store_has()
    {
        RunReport report = await host.Client.GetRunAsync(await RunToEndAsync("warn-report"), default);

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings);
        report.Run.Warnings.ShouldHaveSingleItem().Advice.ShouldBe("look at the log");
        report.Destinations.ShouldHaveSingleItem().Name.ShouldBe("far");
    }

    [Fact]
    public async Task A_workflow_that_broke_before_its_record_is_a_failed_run_and_not_a_live_one()
    {
        string run = await RunToEndAsync("broken");

        Run found = (await host.Client.GetRunAsync(run, default)).Run;

        found.State.ShouldBe(RunState.Failed);
        found.Error!.Code.ShouldBe(ErrorCodes.Unexpected);
        found.Error.Message.ShouldContain("broken before its record");
        (await host.Client.ListRunsAsync("broken", 10, default)).ShouldHaveSingleItem().State.ShouldBe(RunState.Failed);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_by_policy_state_and_limit()
    {
        string warned = await RunToEndAsync("warn-list");
        await RunToEndAsync("fail-list");

        (await host.Client.ListRunsAsync("warn-list", 10, default)).ShouldHaveSingleItem().Id.ShouldBe(warned);
        (await host.Client.ListRunsAsync(null, 1, default)).ShouldHaveSingleItem();
        Run[] failed = (await host.Http.GetFromJsonAsync<Run[]>("/api/v1/runs?state=failed", DrJson.Options))!;
        failed.ShouldAllBe(r => r.State == RunState.Failed);
        failed.ShouldContain(r => r.Policy == "fail-list");
        Run[] all = (await host.Http.GetFromJsonAsync<Run[]>("/api/v1/runs", DrJson.Options))!;
        all.Select(r => r.StartedAt).ShouldBe(all.Select(r => r.StartedAt).OrderDescending());
    }

    [Theory]
    [InlineData("GET", "/api/v1/runs?limit=0", 400)]
    [InlineData("GET", "/api/v1/runs?limit=x", 400)]
    [InlineData("GET", "/api/v1/runs?state=happy", 400)]
    [InlineData("GET", "/api/v1/runs/sync-nobody-20260101T000000Z", 404)]
    [InlineData("GET", "/api/v1/runs/sync-nobody-20260101T000000Z/progress", 404)]
    [InlineData("POST", "/api/v1/runs/sync-nobody-20260101T000000Z/cancel", 404)]
    [InlineData("POST", "/api/v1/runs/sync-nobody-20260101T000000Z/events/go", 404)]
    [InlineData("POST", "/api/v1/runs/sync-nobody-20260101T000000Z/events/g%20o", 400)]
    [InlineData("POST", "/api/v1/policies/nobody/sync", 404)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("PATCH", "/api/v1/runs", 405)]
    public async Task What_cannot_be_is_a_problem(string method, string path, int status)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);

        HttpResponseMessage response = await host.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        await ApiHost.ProblemAsync(response);
    }

    [Fact]
    public async Task Health_names_the_live_runs()
    {
        await host.ApplyAsync("wait-health");
        string run = await host.Client.StartRunAsync("wait-health", default);

        HealthReport health = await host.Client.GetHealthAsync(default);

        health.Healthy.ShouldBeTrue();
        health.LiveRuns.ShouldContain(run);
        await EndAsync(run);
    }

    private async Task<string> RunToEndAsync(string policy)
    {
        await host.ApplyAsync(policy);
        string run = await host.Client.StartRunAsync(policy, default);
        await WaitForEndAsync(run);
        return run;
    }

    private async Task EndAsync(string run)
    {
        await RaiseAsync(run, "go", "succeeded");
        await WaitForEndAsync(run);
    }

    private async Task RaiseAsync(string run, string name, string payload) =>
        (await host.Http.PostAsJsonAsync($"/api/v1/runs/{run}/events/{name}", payload)).StatusCode.ShouldBe(HttpStatusCode.Accepted);

    private async Task WaitForEndAsync(string run)
    {
        await foreach (RunCatalog.Update update in host.Client.FollowRunAsync(run, default))
        {
            update.Run.Id.ShouldBe(run);
        }
    }
}
