using GlusterDr.Api.GlusterEvents;
using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Http;

/// <summary>Takes Gluster's events. Gluster knows of no function keys: the webhook's own token lets them in.</summary>
public sealed class GlusterEventsFunction(
    WebhookSetting setting, IServiceProvider services, AppOrchestrationClient orchestrations, ILogger<GlusterEventsFunction> logger)
{
    /// <summary>As <c>gluster-eventsapi webhook-add URL --bearer_token TOKEN</c> has them posted. 503: no token is set.</summary>
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
