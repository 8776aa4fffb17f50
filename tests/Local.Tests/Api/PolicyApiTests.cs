using System.Net;
using System.Text;
using GlusterDr.Api;
using GlusterDr.Api.Policies;
using GlusterDr.Api.Runs;
using GlusterDr.Errors;
using GlusterDr.Local.Api;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Tests.Local.Api;

public sealed class PolicyApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_policy_is_created_then_replaced_and_comes_back_as_it_was_put()
    {
        string json = ApiHost.Json(TestPolicies.Named("round", "0 0 2 * * *"));

        HttpResponseMessage first = await host.PutAsync("round", json);
        HttpResponseMessage second = await host.PutAsync("round", json);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        first.Headers.Location!.ToString().ShouldBe("/api/v1/policies/round");
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Http.GetStringAsync("/api/v1/policies/round")).ShouldBe(json);
    }

    [Fact]
    public async Task The_YAML_of_a_policy_file_is_taken_as_well()
    {
        (await host.PutAsync("yaml", TestPolicies.Yaml("yaml"), "application/yaml")).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await host.Http.GetStringAsync("/api/v1/policies/yaml")).ShouldBe(ApiHost.Json(TestPolicies.Named("yaml")));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_body_is_named_with_its_place_and_nothing_is_stored()
    {
        string yaml = TestPolicies.Yaml("wrong").Replace("store-wrong", "'-x'", StringComparison.Ordinal) + "\nschedle: x";

        HttpResponseMessage response = await host.PutAsync("wrong", yaml, "application/yaml");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Problem problem = await ApiHost.ProblemAsync(response);
        problem.Error.Code.ShouldBe(ErrorCodes.PolicyInvalid);
        problem.Errors!.Select(e => (e.Line, e.Column)).ShouldBe([(7, 9), (13, 1)]);
        (await host.Http.GetAsync("/api/v1/policies/wrong")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_recovery_points_of_a_policy_that_was_deleted_are_still_listed()
    {
        await host.ApplyAsync("gone");
        string run = await host.Client.StartRunAsync("gone", default);
        await foreach (RunCatalog.Update _ in host.Client.FollowRunAsync(run, default))
        {
            // To its end.
        }

        RecoveryPointStore points = host.Host.Services.GetRequiredService<RecoveryPointStore>();
        await points.SaveAsync(
            new RecoveryPoint
            {
                Id = $"{run}@far",
                Policy = "gone",
                RunId = run,
                Destination = "far",
                Location = "there/copy-gone",
                TakenAt = DateTimeOffset.UnixEpoch,
                Skew = TimeSpan.Zero,
                VerifiedAt = DateTimeOffset.UnixEpoch,
                Checkpoint = DateTimeOffset.UnixEpoch,
                Evidence = [],
                FilesCompared = 1,
                BytesCompared = 1,
                Vms = [],
            },
            default);

        await host.Client.DeletePolicyAsync("gone", default);

        (await host.Client.ListPointsAsync(null, default)).ShouldContain(p => p.Id == $"{run}@far");
        (await host.Client.ListPointsAsync("gone", default)).ShouldHaveSingleItem().Id.ShouldBe($"{run}@far");
    }

    [Theory]
    [InlineData("other", "application/json", 400)]
    [InlineData("media", "text/plain", 415)]
    public async Task A_body_that_does_not_fit_the_request_is_refused(string name, string type, int status)
    {
        string json = ApiHost.Json(TestPolicies.Named("media"));

        HttpResponseMessage response = await host.PutAsync(name, json, type);

        ((int)response.StatusCode).ShouldBe(status);
        await ApiHost.ProblemAsync(response);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        // The client asks before it sends the body. Otherwise the host can close the connection during the body, and the answer is lost.
        using HttpRequestMessage request = new(HttpMethod.Put, "/api/v1/policies/big") { Content = new StringContent(new string(' ', (1 << 20) + 1), Encoding.UTF8, "application/yaml") };
        request.Headers.ExpectContinue = true;
        HttpResponseMessage response = await host.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_policy_is_deleted_once()
    {
        await host.ApplyAsync("gone");

        (await host.Http.DeleteAsync("/api/v1/policies/gone")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        HttpResponseMessage again = await host.Http.DeleteAsync("/api/v1/policies/gone");

        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ApiHost.ProblemAsync(again)).Error.Code.ShouldBe(ErrorCodes.PolicyNotFound);
    }

    [Theory]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%2e%2e")]
    [InlineData("a%00b")]
    [InlineData("a%0d%0aSet-Cookie:%20x")]
    [InlineData("%F0%9F%92%A9")]
    [InlineData("' OR 1=1 --")]
    [InlineData("UPPER")]
    public async Task Hostile_names_find_nothing(string name)
    {
        foreach (string path in (string[])[$"/api/v1/policies/{name}", $"/api/v1/runs/{name}", $"/api/v1/runs/{name}/progress"])
        {
            HttpResponseMessage response = await host.Http.GetAsync(path);

            ((int)response.StatusCode).ShouldBeInRange(400, 404, path);
        }

        (await host.Http.GetStringAsync($"/api/v1/runs?policy={name}")).ShouldBe("[]");
        (await host.Http.GetStringAsync($"/api/v1/points?policy={name}")).ShouldBe("[]");
    }

    [Fact]
    public async Task The_list_says_where_each_policy_stands()
    {
        await host.Client.PutPolicyAsync(TestPolicies.Named("listed", "0 0 2 * * *"), default);
        string run = await host.Client.StartRunAsync("listed", default);
        await foreach (RunCatalog.Update update in host.Client.FollowRunAsync(run, default))
        {
            update.Run.Id.ShouldBe(run);
        }

        PolicyOverview overview = (await host.Client.ListPoliciesAsync(default)).Single(p => p.Policy.Name == "listed");

        overview.LastRun!.Id.ShouldBe(run);
        overview.NextRun!.Value.TimeOfDay.ShouldBe(TimeSpan.FromHours(2));
        overview.NextRuns.Select(t => t - overview.NextRuns[0]).ShouldBe([TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromDays(2)]);
        overview.Copies.ShouldBe([new PolicyOverview.CopyAge("far", null)]);
    }

    [Fact]
    public async Task A_policy_is_checked_stored_or_not()
    {
        await host.ApplyAsync("warn");

        (await host.Client.CheckAsync("warn", default)).Outcome.ShouldBe(CheckOutcome.Warning);
        (await host.Client.CheckAsync(TestPolicies.Named("fail"), default)).Outcome.ShouldBe(CheckOutcome.Failed);
        HttpResponseMessage yaml = await host.Http.PostAsync(
            "/api/v1/check", new StringContent(TestPolicies.Yaml("fine"), Encoding.UTF8, "application/yaml"));
        (await yaml.Content.ReadAsStringAsync()).ShouldContain("\"outcome\":\"ok\"");
        (await Should.ThrowAsync<ApiException>(() => host.Client.CheckAsync("nobody", default))).Error.Code.ShouldBe(ErrorCodes.PolicyNotFound);
    }
}
