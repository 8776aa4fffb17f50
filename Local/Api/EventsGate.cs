using GlusterDr.Api.GlusterEvents;
using Microsoft.AspNetCore.Http;

namespace GlusterDr.Local.Api;

/// <summary>Answers what comes in where only Gluster's events are taken; the API is not served there, with whatever token.</summary>
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
