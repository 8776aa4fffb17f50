using GlusterDr.Api.GlusterEvents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions.Http;

/// <summary>Takes Gluster's events. Gluster knows of no function keys: the webhook's own token lets them in.</summary>
public sealed class GlusterEventsFunction(GlusterWebhook webhook)
{
    /// <summary>As <c>gluster-eventsapi webhook-add URL --bearer_token TOKEN</c> has them posted.</summary>
    [Function("GlusterEvents")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/gluster-events")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return webhook.AnswerAsync(request.HttpContext);
    }
}
