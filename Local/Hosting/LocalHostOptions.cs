using GlusterDr.Api;
using GlusterDr.Local.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>How a host is made.</summary>
public sealed record LocalHostOptions
{
    /// <summary>Where it keeps everything.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What it does there. The default value is <see cref="HostWork.Serve"/>.</summary>
    public HostWork Work { get; init; } = HostWork.Serve;

    /// <summary>The port of the API on the loopback address. The default value is 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>Where Gluster's events are taken; null: nowhere, and runs look by themselves.</summary>
    public EventsListener? Events { get; init; }

    /// <summary>Where logs go; null: to <c>glusterdr.log</c> in the data directory.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Replaces services, last of all: another remote runner, another clock.</summary>
    public Action<IServiceCollection>? Replace { get; init; }
}
