using GlusterDr.Gluster.Events;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>What takes Gluster's events, and has them posted.</summary>
public static class GlusterEventsServices
{
    /// <summary>Adds it. The host adds its <see cref="WebhookToken"/>.</summary>
    public static IServiceCollection AddGlusterEvents(this IServiceCollection services) => services
        .AddSingleton<NodeEventStore>()
        .AddSingleton<GlusterEventsApi>()
        .AddSingleton<GlusterWebhook>()
        .AddSingleton<EventsInstaller>();
}
