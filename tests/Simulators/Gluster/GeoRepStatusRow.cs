using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>One worker's row of a status.</summary>
internal sealed record GeoRepStatusRow(SimulatedSession Session, SimulatedBrick Brick, string Secondary)
{
    private const string None = "N/A";

    private readonly string _state = Session.State == SessionState.Started ? Session.ReplicatorOf(Brick).StateOf(Brick) : Session.State.ToString();
    private readonly WorkerStatus _status = Session.ReplicatorOf(Brick).Status;

    /// <summary>The rows of all bricks whose node answers, node by node.</summary>
    public static IEnumerable<GeoRepStatusRow> Of(SimulatedSession session, IReadOnlyList<SimulatedNode> nodes, bool asUrl)
    {
        string secondary = asUrl ? $"ssh://{session.SecondaryUrl}" : session.SecondaryUrl;
        return nodes.SelectMany(n => session.Primary.Bricks.Where(b => b.Node == n)).Select(b => new GeoRepStatusRow(session, b, secondary));
    }

    public XElement ToXml(bool old)
    {
        string primary = old ? "master" : "primary";
        string secondary = old ? "slave" : "secondary";
        (string time, string completed, string completedAt) = Checkpoint;
        return new XElement(
            "pair",
            new XElement($"{primary}_node", Brick.Node.Name),
            new XElement($"{primary}_brick", Brick.Path),
            new XElement($"{secondary}_user", Session.User),
            new XElement(secondary, Secondary),
            XmlText.Element($"{secondary}_node", SecondaryNode),
            new XElement("status", _state),
            new XElement("crawl_status", Crawl),
            new XElement("entry", Count(_status.Entry)),
            new XElement("data", Count(_status.Data)),
            new XElement("meta", Count(_status.Meta)),
            new XElement("failures", Count(_status.Failures)),
            new XElement("checkpoint_completed", completed),
            new XElement($"{primary}_node_uuid", Brick.Node.Id),
            new XElement("last_synced", LastSynced),
            new XElement("checkpoint_time", time),
            new XElement("checkpoint_completion_time", completedAt));
    }

    public string[] ToCells(bool detail)
    {
        (string time, string completed, string completedAt) = Checkpoint;
        string[] plain = [Brick.Node.Name, Session.Primary.Name, Brick.Path, Session.User, Secondary, SecondaryNode, _state, Crawl, LastSynced];
        return detail
            ? [.. plain, Count(_status.Entry), Count(_status.Data), Count(_status.Meta), Count(_status.Failures), time, completed, completedAt]
            : plain;
    }

    // Empty as in the lab, whose nodes have no name that gsyncd would show for the secondary's node.
    private string SecondaryNode => _state is "Active" or "Passive" ? "" : None;

    private bool IsActive => _state == "Active";

    private string Crawl => IsActive ? _status.Crawl : None;

    private string LastSynced => IsActive ? WorkerStatus.Utc(_status.LastSynced) : None;

    private (string Time, string Completed, string CompletedAt) Checkpoint =>
        IsActive ? _status.Checkpoint(Session.Config.Checkpoint) : (None, None, None);

    private string Count(int value) => IsActive ? value.ToString() : None;
}
