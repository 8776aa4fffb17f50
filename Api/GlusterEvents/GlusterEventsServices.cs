using GlusterDr.Gluster.Events;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>Registers the receiver of Gluster's events and the set-up of webhooks.</summary>
public static class GlusterEventsServices
{
    /// <summary>Adds them. The host adds its <see cref="WebhookToken"/>.</summary>
    public static IServiceCollection AddGlusterEvents(this IServiceCollection services) => services
        .AddSingleton<NodeEventStore>()
        .AddSingleton<GlusterEventsApi>()
        .AddSingleton<GlusterWebhook>()
        .AddSingleton<EventsInstaller>();
}
