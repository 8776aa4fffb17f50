using System.Net;
using System.Xml.Linq;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>Logging in and out, and what all requests have in common.</summary>
public sealed class EngineAccessTests : IDisposable
{
    private readonly EngineWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Wrong_password_is_refused_with_the_errors_text_and_its_code()
    {
        Dictionary<string, string> login = EngineWorld.Login();
        login["password"] = "wrong";
        HttpResponseMessage answer = await _world.FormAsync("sso/oauth/token", login);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"error_code\":\"access_denied\"");
        _world.Engine.Exchanges[^1].Body.ShouldNotContain("wrong");
    }

    [Theory]
    [InlineData("scope", "ovirt-app-admin", "invalid_scope")]
    [InlineData("grant_type", "none", "unsupported_grant_type")]
    public async Task Login_needs_the_scope_of_the_api_and_a_grant_that_is_known(string field, string value, string code)
    {
        Dictionary<string, string> login = EngineWorld.Login();
        login[field] = value;
        HttpResponseMessage answer = await _world.FormAsync("sso/oauth/token", login);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(code);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("revoked")]
    [InlineData("unused for long")]
    [InlineData("all expired")]
    [InlineData("engine restarted")]
    public async Task Request_with_a_dead_token_is_unauthorized_until_a_new_one_is_got(string why)
    {
        switch (why)
        {
            case "none":
                _world.Token = "";
                break;
            case "revoked":
                await _world.FormAsync("services/sso-logout", new() { ["token"] = _world.Token, ["scope"] = "ovirt-app-api" });
                break;
            case "unused for long":
                _world.Clock.Advance(TimeSpan.FromMinutes(31));
                break;
            case "all expired":
                _world.Engine.ExpireTokens();
                break;
            case "engine restarted":
                _world.Engine.Restart(TimeSpan.FromSeconds(30));
                (await _world.StatusAsync("vms")).ShouldBe(HttpStatusCode.ServiceUnavailable);
                _world.Clock.Advance(TimeSpan.FromSeconds(30));
                break;
        }

        (await _world.StatusAsync("vms")).ShouldBe(HttpStatusCode.Unauthorized);
        await _world.LogInAsync();
        (await _world.StatusAsync("vms")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_stays_valid_while_it_is_used()
    {
        for (int i = 0; i < 5; i++)
        {
            _world.Clock.Advance(TimeSpan.FromMinutes(20));
            (await _world.StatusAsync("vms")).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Root_has_the_product_and_its_version()
    {
        XElement api = await _world.GetAsync("");
        api.Element("product_info")!.Element("version")!.Element("full_version")!.Value.ShouldStartWith("4.5");
        api.Element("time")!.Value.ShouldMatch(@"^2026-01-01T00:00:0\d\.\d{3}Z$", "as XML Schema has it in Java: Z, not +00:00");
        Guid.TryParse(api.Element("product_info")!.Element("instance_id")!.Value, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Root_has_the_user_and_the_summary_and_its_links_are_also_in_a_header()
    {
        _world.Vm.Stop();
        HttpResponseMessage answer = await _world.SendAsync(HttpMethod.Get, "");
        XElement api = await EngineWorld.ReadAsync(answer, HttpStatusCode.OK);
        api.Element("authenticated_user")!.Attribute("href")!.Value.ShouldBe(api.Element("effective_user")!.Attribute("href")!.Value);
        api.Element("special_objects")!.Element("blank_template")!.Attribute("id")!.Value.ShouldBe(Guid.Empty.ToString());
        api.Element("summary")!.Element("vms")!.Element("active")!.Value.ShouldBe("0");
        api.Element("summary")!.Element("vms")!.Element("total")!.Value.ShouldBe("1");
        api.Element("summary")!.Element("users")!.Element("total")!.Value.ShouldBe("1");
        answer.Headers.GetValues("Link").Single().ShouldContain("<https://engine.example.com/ovirt-engine/api/vms>; rel=vms,");
    }

    [Fact]
    public async Task Authority_is_public()
    {
        HttpResponseMessage answer = await _world.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, "/ovirt-engine/services/pki-resource?resource=ca-certificate&format=X509-PEM-CA"));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-x509-ca-cert");
        (await answer.Content.ReadAsStringAsync()).ShouldBe(_world.Engine.Authority.Pem);
    }

    [Theory]
    [InlineData("dr_run-1", "dr_run-1")]
    [InlineData("a b/c:d", "abcd")]
    [InlineData("0123456789012345678901234567890123456789", "012345678901234567890123456789012345")]
    public async Task Correlation_id_is_echoed_without_odd_characters_and_not_longer_than_the_engine_keeps(string sent, string echoed)
    {
        HttpResponseMessage answer = await _world.SendAsync(HttpMethod.Get, "vms", correlationId: sent);
        answer.Headers.GetValues("Correlation-Id").Single().ShouldBe(echoed);
        (await _world.SendAsync(HttpMethod.Get, "vms")).Headers.GetValues("Correlation-Id").Single().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_not_simulated_is_not_found_and_is_recorded()
    {
        (await _world.StatusAsync("nosuch")).ShouldBe(HttpStatusCode.NotFound);
        (await _world.SendAsync(HttpMethod.Put, $"vms/{_world.Vm.Id}", "<vm/>")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _world.Engine.UnexpectedRequests.Count.ShouldBe(2);

        (await _world.StatusAsync($"vms/{Guid.NewGuid()}")).ShouldBe(HttpStatusCode.NotFound);
        _world.Engine.UnexpectedRequests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Log_has_the_whole_exchange_without_secrets()
    {
        await _world.SnapshotAsync();
        EngineExchange exchange = _world.Engine.Exchanges.Last(e => e.Is("engine POST snapshots"));
        exchange.Path.ShouldBe($"/ovirt-engine/api/vms/{_world.Vm.Id}/snapshots");
        exchange.Body.ShouldContain("<description>");
        exchange.Status.ShouldBe(201);
        exchange.Headers.Keys.ShouldContain("Accept");
        exchange.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task Rules_delay_answer_and_cut()
    {
        _world.Engine.When("engine GET hosts").Once().SlowBy(TimeSpan.FromMinutes(1));
        DateTimeOffset start = _world.Clock.GetUtcNow();
        await _world.GetAsync("hosts");
        (_world.Clock.GetUtcNow() - start).ShouldBeGreaterThan(TimeSpan.FromMinutes(1));

        _world.Engine.When("engine GET hosts").Once().AnswerFault(400, "Cannot list Hosts.");
        (await EngineWorld.ReadAsync(await _world.SendAsync(HttpMethod.Get, "hosts"), HttpStatusCode.BadRequest)).Element("detail")!.Value.ShouldBe("[Cannot list Hosts.]");
        _world.Engine.When("engine GET hosts").Once().Answer(503);
        (await _world.StatusAsync("hosts")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _world.StatusAsync("hosts")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Connection_is_cut_after_the_effect_or_before(bool after, int snapshots)
    {
        EngineRule rule = _world.Engine.When("engine POST snapshots").Once();
        _ = after ? rule.CutAfterEffect() : rule.CutBeforeEffect();
        await Should.ThrowAsync<HttpRequestException>(() => _world.SendAsync(HttpMethod.Post, $"vms/{_world.Vm.Id}/snapshots", EngineWorld.Wish("a")));
        _world.Vm.Snapshots.Count.ShouldBe(snapshots);
    }

    [Fact]
    public async Task Request_continues_after_its_caller_has_cancelled()
    {
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(1), _world.Clock);
        await Should.ThrowAsync<OperationCanceledException>(() => _world.SendAsync(
            HttpMethod.Post, $"vms/{_world.Vm.Id}/snapshots", EngineWorld.Wish("a"), cancellation: giveUp.Token));
        _world.Vm.Snapshots.ShouldBeEmpty();
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        await _world.GetAsync("vms");
        _world.Vm.Snapshots.ShouldHaveSingleItem().Status.ShouldBe("ok");
    }
}
