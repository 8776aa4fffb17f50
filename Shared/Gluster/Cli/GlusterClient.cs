using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Gluster.Cli;

/// <summary>
/// Asks and commands Gluster through the <c>gluster</c> command on any node of a pool. A node that does not answer is passed
/// over, a busy glusterd is asked again within bounds, and a change of state is read back before it is believed.
/// </summary>
public sealed partial class GlusterClient
{
    /// <summary>A node of a pool, as the node that answered sees it.</summary>
    /// <param name="Host">Its name; the answering node calls itself <c>localhost</c>.</param>
    /// <param name="NodeId">Its UUID.</param>
    /// <param name="Connected">Whether the answering node can talk to it.</param>
    public sealed record Peer(string Host, string NodeId, bool Connected);

    /// <summary>What self-heal has left to do.</summary>
    /// <param name="Entries">Entries that wait, over all bricks that answered.</param>
    /// <param name="SilentBricks">Bricks that did not answer, as <c>host:path</c>.</param>
    public sealed record HealSummary(long Entries, IReadOnlyList<string> SilentBricks);

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
