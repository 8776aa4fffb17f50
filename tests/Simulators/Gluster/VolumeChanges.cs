using System.Xml.Linq;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster volume set | reset | get | start | stop</c>.</summary>
internal static class VolumeChanges
{
    public static RemoteResult Run(GlusterCall gluster)
    {
        if (gluster.FindVolume(gluster.Word(2)) is not { } volume)
        {
            return Failure(gluster, $"Volume {gluster.Word(2)} does not exist");
        }

        return (gluster.Word(1), gluster.Words.Count) switch
        {
            ("get", 4) => Get(gluster, volume, gluster.Word(3)),
            ("set", >= 5) when gluster.Words.Count % 2 == 1 => Set(gluster, volume),
            ("reset", 4) => Reset(gluster, volume, gluster.Word(3)),
            ("start", 3) or ("start", 4) => Start(gluster, volume),
            ("stop", 3) or ("stop", 4) => Stop(gluster, volume),
            _ => gluster.Unexpected("wrong number of words"),
        };
    }

    private static RemoteResult Get(GlusterCall gluster, SimulatedVolume volume, string option)
    {
        if (!VolumeOptions.IsKnown(option) && !volume.Options.IsSet(option))
        {
            gluster.World.Unexpected(gluster.Call, "no such option is simulated");
            string message = $"volume get option: failed: Option {option} does not exist";
            return gluster.Xml
                ? GlusterCall.XmlFailure(0, $"Option {option} does not exist", new XElement("cliOp", "volGetopts"), new XElement("output", message))
                : GlusterCall.Failed(255, "", message + "\n");
        }

        string value = volume.Options[option];
        string shown = volume.Options.IsSet(option) ? value : $"{value} (DEFAULT)";
        return gluster.Xml
            ? Ok(new XElement("volGetopts", new XElement("count", 1), new XElement("Opt", new XElement("Option", option), new XElement("Value", shown))))
            : GlusterCall.Out($"{"Option",-40} {"Value",-39}\n{"------",-40} {"-----",-39}\n{option,-40} {shown,-39}\n");
    }

    private static RemoteResult Set(GlusterCall gluster, SimulatedVolume volume)
    {
        for (int i = 3; i < gluster.Words.Count; i += 2)
        {
            string option = gluster.Word(i);
            if (!VolumeOptions.IsKnown(option))
            {
                gluster.World.Unexpected(gluster.Call, "no such option is simulated");
                return Failure(gluster, $"volume set: failed: option : {option} does not exist");
            }

            volume.Options.Set(option, gluster.Word(i + 1));
            Applied(volume, option);
        }

        return gluster.Xml ? Ok() : GlusterCall.Out("volume set: success\n");
    }

    private static RemoteResult Reset(GlusterCall gluster, SimulatedVolume volume, string option)
    {
        volume.Options.Reset(option);
        Applied(volume, option);
        return gluster.Xml
            ? Ok(new XElement("cliOp", "volReset"), new XElement("output", "reset volume successful"))
            : GlusterCall.Out("volume reset: success: reset volume successful\n");
    }

    private static void Applied(SimulatedVolume volume, string option)
    {
        if (option == "changelog.rollover-time")
        {
            volume.SetRolloverTime(TimeSpan.FromSeconds(int.Parse(volume.Options[option])));
        }
    }

    private static RemoteResult Start(GlusterCall gluster, SimulatedVolume volume)
    {
        if (volume.IsStarted && gluster.Word(3) != "force")
        {
            return Failure(gluster, $"volume start: {volume.Name}: failed: Volume {volume.Name} already started");
        }

        volume.Start();
        return gluster.Xml ? Ok() : GlusterCall.Out($"volume start: {volume.Name}: success\n");
    }

    // Without --mode=script it asks for confirmation, gets none, and reports success.
    private static RemoteResult Stop(GlusterCall gluster, SimulatedVolume volume)
    {
        if (!gluster.Script)
        {
            return GlusterCall.Out("Stopping volume will make its data inaccessible. Do you want to continue? (y/n) gluster cli read error\nInvalid input, please enter y/n\n");
        }

        volume.Stop();
        return gluster.Xml ? Ok() : GlusterCall.Out($"volume stop: {volume.Name}: success\n");
    }

    private static RemoteResult Failure(GlusterCall gluster, string message) => gluster.Xml
        ? GlusterCall.XmlFailure(30800, message, new XElement("output", message))
        : GlusterCall.Failed(1, "", message + "\n");

    private static RemoteResult Ok(params object[] content) => GlusterCall.Out(XmlText.Document(XmlText.CliOutput(0, 0, "", content)));
}
