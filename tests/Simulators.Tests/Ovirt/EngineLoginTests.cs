using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>Authentication without a token, which the engine supports and older clients use.</summary>
public sealed class EngineLoginTests : IDisposable
{
    private readonly EngineWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("admin@internal:secret", HttpStatusCode.OK)]
    [InlineData("admin@internal:wrong", HttpStatusCode.Unauthorized)]
    [InlineData("admin:secret", HttpStatusCode.Unauthorized)]
    public async Task Name_with_profile_and_password_authenticate_a_request(string credentials, HttpStatusCode status)
    {
        HttpResponseMessage answer = await AskAsync(credentials: credentials);
        answer.StatusCode.ShouldBe(status);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse("no persistent session was requested");
        answer.Headers.WwwAuthenticate.ToString().ShouldBe(status == HttpStatusCode.OK ? "" : "Basic realm=\"RESTAPI\"");
        _world.Engine.Exchanges[^1].Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task Login_session_lasts_while_requests_ask_for_it()
    {
        string cookie = await BeginSessionAsync();

        (await AskAsync(cookie: cookie, persistent: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _world.Engine.Exchanges[^1].Headers.Keys.ShouldNotContain("Cookie");
        (await AskAsync(cookie: cookie)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a request without the header ends the session");
        (await AskAsync(cookie: cookie, persistent: true)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Login_session_ends_when_unused_for_long_and_when_the_engine_restarts()
    {
        string cookie = await BeginSessionAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(31));
        (await AskAsync(cookie: cookie, persistent: true)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        cookie = await BeginSessionAsync();
        _world.Engine.Restart(TimeSpan.Zero);
        (await AskAsync(cookie: cookie, persistent: true)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>The engine answers 200 to each request to log out, also if the token is missing.</summary>
    [Theory]
    [InlineData("none", "ovirt-app-api")]
    [InlineData("", "")]
    public async Task Logging_out_without_a_login_is_not_an_error(string token, string scope)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/ovirt-engine/services/sso-logout")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token, ["scope"] = scope }),
        };
        HttpResponseMessage answer = await _world.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("{}");
        (await _world.StatusAsync("vms")).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> BeginSessionAsync()
    {
        HttpResponseMessage answer = await AskAsync(credentials: "admin@internal:secret", persistent: true);
        string cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldEndWith("; path=/ovirt-engine/api; HttpOnly");
        return cookie.Split(';')[0];
    }

    private Task<HttpResponseMessage> AskAsync(string? credentials = null, string? cookie = null, bool persistent = false)
    {
        HttpRequestMessage request = new(HttpMethod.Get, "/ovirt-engine/api");
        if (credentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"other=1; {cookie}");
        }

        if (persistent)
        {
            request.Headers.Add("Prefer", "persistent-auth");
        }

        return _world.SendAsync(request);
    }
}
