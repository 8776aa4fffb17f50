using System.Reflection;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.FunctionsHost;

/// <summary>Sets how long a dead host's messages stay hidden below the minute that the Durable extension takes at least.</summary>
internal static class ShortVisibility
{
    /// <summary>Sets it, where it is asked for.</summary>
    public static IServiceCollection UseVisibility(this IServiceCollection services, TimeSpan? visibility)
    {
        if (visibility is not { } time)
        {
            return services;
        }

        ServiceDescriptor real = services.Single(service => service.ServiceType == typeof(IDurabilityProviderFactory));
        services.Remove(real);
        return services.AddSingleton(provider => Shorten((IDurabilityProviderFactory)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), time));
    }

    // It has looked at its settings when it is made, and uses them later.
    private static IDurabilityProviderFactory Shorten(IDurabilityProviderFactory factory, TimeSpan visibility)
    {
        object settings = factory.GetType().GetField("azureStorageOptions", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(factory)!;
        foreach (string property in new[] { "ControlQueueVisibilityTimeout", "WorkItemQueueVisibilityTimeout" })
        {
            settings.GetType().GetProperty(property)!.SetValue(settings, visibility);
        }

        return factory;
    }
}
