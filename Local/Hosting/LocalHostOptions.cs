using GlusterDr.Api;
using GlusterDr.Local.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>The options of a host.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The data directory.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Its work. The default value is <see cref="HostWork.Serve"/>.</summary>
    public HostWork Work { get; init; } = HostWork.Serve;

    /// <summary>The port of the API on the loopback address. The default value is 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>Where Gluster's events are received; null: nowhere, and runs poll.</summary>
    public EventsListener? Events { get; init; }

    /// <summary>The log output; null: <c>glusterdr.log</c> in the data directory.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Replaces services after all others are registered, such as the remote runner or the clock.</summary>
    public Action<IServiceCollection>? Replace { get; init; }
}
