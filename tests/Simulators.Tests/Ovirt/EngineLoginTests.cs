using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>Ways into the API besides a token, as the engine has them and older clients use them.</summary>
public sealed class EngineLoginTests : IDisposable
{
    private readonly EngineWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("admin@internal:secret", HttpStatusCode.OK)]
    [InlineData("admin@internal:wrong", HttpStatusCode.Unauthorized)]
    [InlineData("admin:secret", HttpStatusCode.Unauthorized)]
    public async Task Name_with_profile_and_password_let_a_request_in(string credentials, HttpStatusCode status)
    {
        HttpResponseMessage answer = await AskAsync(credentials: credentials);
        answer.StatusCode.ShouldBe(status);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse("nobody asked for it to last");
        answer.Headers.WwwAuthenticate.ToString().ShouldBe(status == HttpStatusCode.OK ? "" : "Basic realm=\"RESTAPI\"");
        _world.Engine.Exchanges[^1].Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task Session_that_is_asked_for_lasts_as_long_as_it_is_asked_for()
    {
        string cookie = await BeginSessionAsync();

        (await AskAsync(cookie: cookie, persistent: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _world.Engine.Exchanges[^1].Headers.Keys.ShouldNotContain("Cookie");
        (await AskAsync(cookie: cookie)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "who does not ask for it ends it");
        (await AskAsync(cookie: cookie, persistent: true)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_ends_when_it_is_unused_for_long_and_when_the_engine_is_restarted()
    {
        string cookie = await BeginSessionAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(31));
        (await AskAsync(cookie: cookie, persistent: true)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        cookie = await BeginSessionAsync();
        _world.Engine.Restart(TimeSpan.Zero);
        (await AskAsync(cookie: cookie, persistent: true)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>The engine answers 200 to every request to log out, also to one that does not say what it takes back.</summary>
    [Theory]
    [InlineData("none", "ovirt-app-api")]
    [InlineData("", "")]
    public async Task Logging_out_of_what_there_is_not_is_no_error(string token, string scope)
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
