using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>A run of the <c>gluster</c> command: its words, without the options, which the command removes in the same way.</summary>
internal sealed record GlusterCall(SimulatedNode Node, CommandCall Call, IReadOnlyList<string> Words, bool Xml, bool Script)
{
    public SimulatedSite Site => Node.Site;

    public SimulatedWorld World => Node.Site.World;

    public string Word(int index) => index < Words.Count ? Words[index] : "";

    /// <summary>A volume of this pool. Null: there is none of that name.</summary>
    public SimulatedVolume? FindVolume(string name) => Site.Volumes.FirstOrDefault(v => v.Name == name);

    /// <summary>The peers that this node can reach, itself first, the others in varying order.</summary>
    public IReadOnlyList<SimulatedNode> AnsweringNodes()
    {
        List<SimulatedNode> peers = [.. Site.Pool.Where(n => n != Node && n.AnswersPeers)];
        if (peers.Count > 1 && World.Draw() < 0.5)
        {
            peers.Reverse();
        }

        return [Node, .. peers];
    }

    public static RemoteResult Out(string output, int exitCode = 0) => new(exitCode, output, "");

    public static RemoteResult Failed(int exitCode, string output, string error) => new(exitCode, output, error);

    /// <summary>With <c>--xml</c>, errors of the server exit with 0.</summary>
    public static RemoteResult XmlFailure(int errno, string message, params object[] content) =>
        new(0, XmlText.Document(XmlText.CliOutput(-1, errno, message, content)), "");

    public RemoteResult Unexpected(string why)
    {
        World.Unexpected(Call, why);
        return Out(GlusterCli.UnknownWord(Word(Words.Count - 1), Words.Count - 1), 1);
    }
}
