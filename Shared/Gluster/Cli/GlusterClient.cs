using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Gluster.Cli;

/// <summary>
/// Client of Gluster, by the <c>gluster</c> command on any node of a pool. A node that does not answer is skipped, a command is repeated
/// for a limited time while glusterd is busy, and changes of state are verified.
/// </summary>
public sealed partial class GlusterClient
{
    /// <summary>A node of a pool, as reported by the node that answered.</summary>
    /// <param name="Host">Its name; <c>localhost</c> for the node that answered.</param>
    /// <param name="NodeId">Its UUID.</param>
    /// <param name="Connected">Whether it is connected to the node that answered.</param>
    public sealed record Peer(string Host, string NodeId, bool Connected);

    /// <summary>The pending work of self-heal.</summary>
    /// <param name="Entries">Pending entries on all bricks that answered.</param>
    /// <param name="SilentBricks">Bricks that did not answer, as <c>host:path</c>.</param>
    public sealed record HealSummary(long Entries, IReadOnlyList<string> SilentBricks);

    private readonly IRemoteRunner _runner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GlusterClientOptions _options;
    private readonly GlusterCli _cli;

    /// <summary>Creates a client.</summary>
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
