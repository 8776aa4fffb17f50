using GlusterDr.Api.GlusterEvents;
using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Http;

/// <summary>Receives Gluster's events. Gluster cannot send a function key, so the webhook has its own token.</summary>
public sealed class GlusterEventsFunction(
    WebhookSetting setting, IServiceProvider services, AppOrchestrationClient orchestrations, ILogger<GlusterEventsFunction> logger)
{
    /// <summary>Receives events as configured by <c>gluster-eventsapi webhook-add URL --bearer_token TOKEN</c>. 503: no token is set.</summary>
    [Function("GlusterEvents")]
    public async Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/gluster-events")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (setting.Problem is { } problem)
        {
            SettingsLog.NoWebhook(logger, problem);
            request.HttpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        orchestrations.Use(client);
        await services.GetRequiredService<GlusterWebhook>().AnswerAsync(request.HttpContext);
    }
}
