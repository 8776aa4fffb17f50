using System.Xml.Linq;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster peer status</c> and <c>gluster pool list</c>.</summary>
internal static class PoolCommands
{
    public static RemoteResult Run(GlusterCall gluster)
    {
        bool listsSelf = gluster.Word(0) == "pool";
        if (gluster.Words.Count != 2)
        {
            return gluster.Unexpected("no word may follow");
        }

        List<SimulatedNode> peers = [.. gluster.Site.Pool.Where(n => n != gluster.Node)];
        return gluster.Xml ? Xml(gluster, peers, listsSelf) : Text(gluster, peers, listsSelf);
    }

    private static RemoteResult Xml(GlusterCall gluster, List<SimulatedNode> peers, bool listsSelf)
    {
        IEnumerable<XElement> rows = peers.Select(Peer);
        if (listsSelf)
        {
            rows = rows.Append(new XElement("peer", new XElement("uuid", gluster.Node.Id), new XElement("hostname", "localhost"), new XElement("connected", 1)));
        }

        return GlusterCall.Out(XmlText.Document(XmlText.CliOutput(0, 0, "", new XElement("peerStatus", rows))));
    }

    private static XElement Peer(SimulatedNode peer) => new(
        "peer",
        new XElement("uuid", peer.Id),
        new XElement("hostname", peer.Name),
        new XElement("hostnames", new XElement("hostname", peer.Name)),
        new XElement("connected", peer.AnswersPeers ? 1 : 0),
        new XElement("state", 3),
        new XElement("stateStr", "Peer in Cluster"));

    private static RemoteResult Text(GlusterCall gluster, List<SimulatedNode> peers, bool listsSelf)
    {
        if (!listsSelf)
        {
            string rows = string.Concat(peers.Select(p => $"\nHostname: {p.Name}\nUuid: {p.Id}\nState: Peer in Cluster ({State(p)})\n"));
            return GlusterCall.Out($"Number of Peers: {peers.Count}\n{rows}");
        }

        IEnumerable<string> lines = peers.Select(p => $"{p.Id}\t{p.Name,-9} \t{State(p)} ").Prepend($"UUID\t\t\t\t\t{"Hostname",-9} \tState")
            .Append($"{gluster.Node.Id}\t{"localhost",-9} \tConnected ");
        return GlusterCall.Out(string.Join('\n', lines) + "\n");
    }

    private static string State(SimulatedNode peer) => peer.AnswersPeers ? "Connected" : "Disconnected";
}
