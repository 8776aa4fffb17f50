using GlusterDr.Local.Api;
using GlusterDr.Local.Hosting;

namespace GlusterDr.Local.Cli;

/// <summary>A command's way to a host.</summary>
internal sealed class HostSession(ApiClient api, LocalHost? own) : IAsyncDisposable
{
    public ApiClient Api { get; } = api;

    /// <summary>The host in this process; null: it is another process.</summary>
    public LocalHost? Own { get; } = own;

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await (Own?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
