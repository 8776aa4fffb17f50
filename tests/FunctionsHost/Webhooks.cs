using Microsoft.Azure.WebJobs.Host.Config;

namespace GlusterDr.FunctionsHost;

/// <summary>The webhook addresses of extensions. Nothing calls them here, but the Durable extension needs to name its address.</summary>
#pragma warning disable CS0618 // Only hosts may use this, and this is one.
internal sealed class Webhooks : IWebHookProvider
{
    public Uri GetUrl(IExtensionConfigProvider extension) => new("http://localhost/runtime/webhooks/durabletask?code=none");
}
#pragma warning restore CS0618
