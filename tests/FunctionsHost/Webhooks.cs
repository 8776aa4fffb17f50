using Microsoft.Azure.WebJobs.Host.Config;

namespace GlusterDr.FunctionsHost;

/// <summary>Where an extension would be called from outside. Nothing here calls one: the Durable extension alone must name its address.</summary>
#pragma warning disable CS0618 // Extensions are the host's alone to use, and this is one.
internal sealed class Webhooks : IWebHookProvider
{
    public Uri GetUrl(IExtensionConfigProvider extension) => new("http://localhost/runtime/webhooks/durabletask?code=none");
}
#pragma warning restore CS0618
