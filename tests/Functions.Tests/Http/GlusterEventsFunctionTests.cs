using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Hosting;
using GlusterDr.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Functions.Http;

/// <summary>The token of the webhook: without a valid one the webhook is closed, but the app works.</summary>
public sealed class GlusterEventsFunctionTests
{
    private const string Good = "0123456789abcdef";

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData(" ", "is not set")]
    [InlineData("short", "has 5 characters; a token has 16 to 512")]
    [InlineData("0123456789 abcdef", "has characters other than letters and digits")]
    [InlineData("0123456789äbcdef", "has characters other than letters and digits")]
    [InlineData("@Microsoft.KeyVault(VaultName=kv;SecretName=token)", "holds a Key Vault reference that Azure could not resolve")]
    public async Task Without_a_token_that_can_be_used_it_answers_503_and_the_log_says_why(string? token, string why)
    {
        LogLines log = new();
        DefaultHttpContext http = new();
        GlusterEventsFunction function = new(Setting(token), new ServiceCollection().BuildServiceProvider(), new AppOrchestrationClient(), log);

        await function.RunAsync(http.Request, null!);

        http.Response.StatusCode.ShouldBe(503);
        string line = log.Lines.ShouldHaveSingleItem();
        line.ShouldContain($"GlusterWebhookToken {why}");
        line.ShouldNotContain("0123");
    }

    [Fact]
    public void A_token_that_can_be_used_opens_it()
    {
        WebhookSetting setting = Setting($"{Good}\n");

        setting.Problem.ShouldBeNull();
        setting.Token!.IsIn($"Bearer {Good}").ShouldBeTrue();
        setting.Token.IsIn("Bearer other").ShouldBeFalse();
    }

    private static WebhookSetting Setting(string? token) => WebhookSetting.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("GlusterWebhookToken", token)]).Build());

    private sealed class LogLines : ILogger<GlusterEventsFunction>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
