using GlusterDr.Api;
using GlusterDr.Local.Api;
using GlusterDr.Local.Hosting;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli;

/// <summary>The access of a command to a host.</summary>
internal sealed class HostSession(ApiClient api, LocalHost? own, HostWork work) : IAsyncDisposable
{
    public ApiClient Api { get; } = api;

    /// <summary>The host in this process; null: it is another process.</summary>
    public LocalHost? Own { get; } = own;

    /// <summary>What the host does.</summary>
    public HostWork Work { get; } = work;

    /// <summary>Whether a run that has not ended was interrupted: the host in this process only answers requests, and no other runs.</summary>
    public bool IsCutShort(Run run) => !run.IsOver && Own is not null && Work == HostWork.Answer;

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await (Own?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
