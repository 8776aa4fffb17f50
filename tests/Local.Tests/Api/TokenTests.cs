using System.Net;
using System.Net.Http.Headers;
using GlusterDr.Api.Operations;
using GlusterDr.Local.Api;

namespace GlusterDr.Tests.Local.Api;

public sealed class TokenTests(ApiHost host) : IClassFixture<ApiHost>
{
    public static TheoryData<string, string> Everything
    {
        get
        {
            TheoryData<string, string> data = new() { { "GET", "/openapi/v1.json" }, { "GET", "/" } };
            foreach (ApiOperation operation in ApiOperations.All)
            {
                data.Add(operation.Method, operation.Route.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Nothing_is_open_without_the_token(string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);

        HttpResponseMessage response = await host.Anonymous.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await ApiHost.ProblemAsync(response)).Error.Code.ShouldBe("http.401");
    }

    [Theory]
    [InlineData("Bearer", "")]
    [InlineData("Bearer", "0000")]
    [InlineData("Basic", null)]
    public async Task A_wrong_token_is_none(string scheme, string? token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/health");
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, token ?? host.Host.Endpoint.Token);

        (await host.Anonymous.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_token_opens_and_is_256_random_bits()
    {
        (await host.Http.GetAsync("/api/v1/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Convert.FromHexString(host.Host.Endpoint.Token).Length.ShouldBe(32);
        host.Host.Endpoint.ToString().ShouldNotContain(host.Host.Endpoint.Token);
    }

    [Fact]
    public void The_host_listens_on_the_loopback_address_alone()
    {
        host.Host.Endpoint.Url.Host.ShouldBe("127.0.0.1");
    }
}
