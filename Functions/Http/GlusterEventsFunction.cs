using GlusterDr.Api.GlusterEvents;
using GlusterDr.Functions.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions.Http;

/// <summary>Takes Gluster's events. Gluster knows of no function keys: the webhook's own token lets them in.</summary>
public sealed class GlusterEventsFunction(GlusterWebhook webhook, AppOrchestrationClient orchestrations)
{
    /// <summary>As <c>gluster-eventsapi webhook-add URL --bearer_token TOKEN</c> has them posted.</summary>
    [Function("GlusterEvents")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/gluster-events")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(request);
        orchestrations.Use(client);
        return webhook.AnswerAsync(request.HttpContext);
    }
}
