using System.Xml.Linq;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster snapshot ...</c>, on bricks that are not on thin LVM, so that each `create` is refused.</summary>
internal static class SnapshotCommands
{
    public static RemoteResult Run(GlusterCall gluster) => gluster.Word(1) switch
    {
        "list" when gluster.Xml => Xml(new XElement("snapList", new XElement("count", 0))),
        "list" => GlusterCall.Out("No snapshots present\n"),
        "info" when gluster.Xml => Xml(new XElement("snapInfo", new XElement("count", 0), new XElement("snapshots"))),
        "create" => Create(gluster),
        _ => gluster.Unexpected("no such snapshot command is simulated"),
    };

    private static RemoteResult Create(GlusterCall gluster)
    {
        string volume = gluster.Word(3);
        string message = gluster.FindVolume(volume) is null
            ? $"Volume ({volume}) does not exist "
            : $"Snapshot is supported only for thin provisioned LV. Ensure that all bricks of {volume} are thinly provisioned LV.";
        return gluster.Xml
            ? GlusterCall.XmlFailure(30815, message)
            : GlusterCall.Failed(1, "Snapshot command failed\n", $"snapshot create: failed: {message}\n");
    }

    private static RemoteResult Xml(XElement content) => GlusterCall.Out(XmlText.Document(XmlText.CliOutput(0, 0, "", content)));
}
