using GlusterDr.Api.GlusterEvents;
using Microsoft.AspNetCore.Http;

namespace GlusterDr.Local.Api;

/// <summary>Serves the listener of Gluster's events. The API is not available there, with any token.</summary>
internal sealed class EventsGate(RequestDelegate next, GlusterWebhook webhook)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<EventsConnection>() is null)
        {
            return next(http);
        }

        if (http.Request.Path == GlusterWebhook.Route && HttpMethods.IsPost(http.Request.Method))
        {
            return webhook.AnswerAsync(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
