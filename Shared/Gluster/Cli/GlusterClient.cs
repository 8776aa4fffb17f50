using GlusterDr.Errors;
using GlusterDr.Remote;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Gluster.Cli;

/// <summary>
/// Asks and commands Gluster through the <c>gluster</c> command on any node of a pool. A node that does not answer is passed
/// over, a busy glusterd is asked again within bounds, and a change of state is read back before it is believed.
/// </summary>
public sealed partial class GlusterClient
{
    private readonly IRemoteRunner _runner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GlusterClientOptions _options;
    private readonly GlusterCli _cli;

    /// <summary>Makes a client.</summary>
    public GlusterClient(IRemoteRunner runner, TimeProvider time, ILogger<GlusterClient> logger, GlusterClientOptions? options = null)
    {
        _runner = runner;
        _time = time;
        _logger = logger;
        _options = options ?? new GlusterClientOptions();
        _cli = new GlusterCli(runner, time, logger, _options);
    }

    private static GlusterReply Check(GlusterReply reply) => reply.Succeeded ? reply : throw GlusterErrors.From(reply);
}
