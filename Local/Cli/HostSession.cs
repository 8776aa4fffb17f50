using GlusterDr.Api;
using GlusterDr.Local.Api;
using GlusterDr.Local.Hosting;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli;

/// <summary>A command's way to a host.</summary>
internal sealed class HostSession(ApiClient api, LocalHost? own, HostWork work) : IAsyncDisposable
{
    public ApiClient Api { get; } = api;

    /// <summary>The host in this process; null: it is another process.</summary>
    public LocalHost? Own { get; } = own;

    /// <summary>What that host does.</summary>
    public HostWork Work { get; } = work;

    /// <summary>Whether a run that is not over was cut short: the host here only answers, and there is no other.</summary>
    public bool IsCutShort(Run run) => !run.IsOver && Own is not null && Work == HostWork.Answer;

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await (Own?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
