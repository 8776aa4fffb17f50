using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>virsh's commands that change definitions or the state of machines.</summary>
internal static class VirshDefinitions
{
    public static VirshAnswer UpdateDevice(VirshCall call) =>
        call.WithDomain(["file"], [], ["config", "live", "current", "persistent", "force"], (options, machine) =>
        {
            if (options["file"] != "/dev/stdin" || !options.Has("config"))
            {
                call.Unexpected("update-device is simulated with --config and a device from standard input");
                return VirshAnswer.Fails($"Failed to open file '{options["file"]}': No such file or directory");
            }

            XElement device = XElement.Parse(call.Input);
            string target = device.Element("target")?.Attribute("dev")?.Value ?? "";
            string source = device.Element("source")?.Attribute("file")?.Value ?? "";
            if (machine.Disks.FirstOrDefault(d => d.Target == target) is not { Volume: { } volume } disk)
            {
                return VirshAnswer.Fails($"invalid argument: target {target} doesn't exist.");
            }

            string layer = source.StartsWith(volume.MountPath + '/', StringComparison.Ordinal) ? source[(volume.MountPath.Length + 1)..] : source;
            disk.Define(layer);
            return VirshAnswer.Done("Device updated successfully\n");
        });

    public static VirshAnswer Start(VirshCall call) => call.WithDomain([], [], ["paused"], (options, machine) =>
    {
        if (machine.State != MachineState.ShutOff)
        {
            return VirshAnswer.Fails("Domain is already active");
        }

        machine.Start();
        return VirshAnswer.Done($"Domain '{machine.Name}' started\n");
    });

    public static VirshAnswer Destroy(VirshCall call) => call.WithRunning([], [], ["graceful"], (_, machine) =>
    {
        machine.Stop();
        return VirshAnswer.Done($"Domain '{machine.Name}' destroyed\n");
    });

    public static VirshAnswer Suspend(VirshCall call) => call.WithRunning([], [], [], (_, machine) =>
    {
        machine.Pause();
        return VirshAnswer.Done($"Domain '{machine.Name}' suspended\n");
    });

    public static VirshAnswer Resume(VirshCall call) => call.WithRunning([], [], [], (_, machine) =>
    {
        machine.Start();
        return VirshAnswer.Done($"Domain '{machine.Name}' resumed\n");
    });
}
