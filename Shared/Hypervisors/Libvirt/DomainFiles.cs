using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>
/// Finds what a domain needs beside its disks: UEFI variables, TPM state, files of a direct kernel boot, media, directories and devices
/// of its host. With a copy of the volume alone it does not start unchanged.
/// </summary>
internal static class DomainFiles
{
    // libvirt's defaults (qemu.conf: nvram; swtpm_storage in qemu_tpm.c), which a definition need not name.
    private const string NvramFolder = "/var/lib/libvirt/qemu/nvram";
    private const string TpmFolder = "/var/lib/libvirt/swtpm";

    // Firmware there comes with a package, which the other site has as well.
    private const string InstalledFolder = "/usr/";

    /// <summary>Everything, in the order of the XML.</summary>
    public static IReadOnlyList<DomainFile> Of(XElement domain) =>
    [
        .. domain.Elements("os").SelectMany(os => Firmware(os, domain)).Concat(domain.Elements("os").SelectMany(Boot)),
        .. domain.Elements("devices").Elements("tpm").Select(t => Tpm(t, domain)),
        .. domain.Elements("devices").Elements("disk").Select(Medium).OfType<DomainFile>(),
        .. domain.Elements("devices").Elements("filesystem").Select(f => new DomainFile("a directory of its host", Source(f.Element("source")))),
        .. domain.Elements("devices").Elements("hostdev").Select(h => new DomainFile($"a device of its host ({h.Attribute("type")?.Value ?? "unknown"})", null)),
    ];

    private static IEnumerable<DomainFile> Firmware(XElement os, XElement domain)
    {
        XElement? loader = os.Element("loader");
        if (loader?.Value.Trim() is { Length: > 0 } firmware && !firmware.StartsWith(InstalledFolder, StringComparison.Ordinal))
        {
            yield return new DomainFile("its firmware", firmware);
        }

        bool hasVariables = os.Attribute("firmware")?.Value == "efi" || loader?.Attribute("type")?.Value == "pflash";
        if (os.Element("nvram") is { } nvram)
        {
            yield return new DomainFile("its UEFI variables", Source(nvram.Element("source")) ?? (nvram.Value.Trim() is { Length: > 0 } text ? text : Default()));
        }
        else if (hasVariables && loader?.Attribute("stateless")?.Value != "yes")
        {
            yield return new DomainFile("its UEFI variables", Default());
        }

        string Default() => $"{NvramFolder}/{domain.Element("name")?.Value}_VARS.fd";
    }

    private static IEnumerable<DomainFile> Boot(XElement os) =>
        os.Elements("kernel").Concat(os.Elements("initrd")).Concat(os.Elements("dtb")).Concat(os.Elements("acpi").Elements("table"))
            .Where(e => e.Value.Trim().Length > 0)
            .Select(e => new DomainFile($"its {(e.Name.LocalName == "table" ? "ACPI table" : e.Name.LocalName)}", e.Value.Trim()));

    private static DomainFile Tpm(XElement tpm, XElement domain)
    {
        XElement? backend = tpm.Element("backend");
        return backend?.Attribute("type")?.Value switch
        {
            "emulator" => new DomainFile("the state of its TPM", Source(backend.Element("source")) ?? $"{TpmFolder}/{domain.Element("uuid")?.Value}"),
            var type => new DomainFile($"a TPM of its host ({type ?? "unknown"})", null),
        };
    }

    // A medium that may be missing at a start is none that the VM needs.
    private static DomainFile? Medium(XElement disk) =>
        disk.Attribute("device")?.Value is "cdrom" or "floppy" && disk.Element("source") is { } source && source.Attribute("startupPolicy")?.Value is not "optional"
            && Source(source) is { } path
            ? new DomainFile($"the medium of its {disk.Attribute("device")!.Value}", path)
            : null;

    private static string? Source(XElement? source) =>
        (source?.Attribute("file") ?? source?.Attribute("path") ?? source?.Attribute("dir") ?? source?.Attribute("dev"))?.Value;
}
