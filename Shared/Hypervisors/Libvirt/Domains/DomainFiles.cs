using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>
/// Finds what a domain needs besides its disks: UEFI variables, TPM state, secrets, files of a direct kernel boot and of its firmware,
/// directories and devices of its host. A copy of the volume without these is not enough to start it unchanged. Media count as disks.
/// </summary>
internal static class DomainFiles
{
    // The defaults of libvirt (qemu.conf: nvram; swtpm_storage in qemu_tpm.c), which are used where a definition names no path.
    private const string NvramFolder = "/var/lib/libvirt/qemu/nvram";
    private const string TpmFolder = "/var/lib/libvirt/swtpm";

    // Firmware in this folder belongs to a package, which is installed at the other site as well.
    private const string InstalledFolder = "/usr/";

    /// <summary>All of them, in the order of the XML.</summary>
    public static IReadOnlyList<DomainFile> Of(XElement domain) =>
    [
        .. domain.Elements("os").SelectMany(os => Firmware(os, domain)).Concat(domain.Elements("os").SelectMany(Boot)),
        .. domain.Elements("devices").Elements("tpm").Select(t => Tpm(t, domain)),
        .. Secrets(domain),
        .. domain.Elements("sysinfo").Elements("entry").Where(e => e.Attribute("file") is not null)
            .Select(e => new DomainFile("a file of its firmware configuration", e.Attribute("file")!.Value)),
        .. domain.Elements("devices").Elements().Elements("rom").Where(r => r.Attribute("file") is not null)
            .Select(r => new DomainFile("the option ROM of a device", r.Attribute("file")!.Value)),
        .. domain.Elements("devices").Elements("memory").Elements("source").Elements("path")
            .Select(p => new DomainFile("the content of its NVDIMM", p.Value.Trim()) { IsWritten = true }),
        .. domain.Elements("devices").Elements("filesystem")
            .Select(f => new DomainFile("a directory of its host", Source(f.Element("source"))) { IsWritten = true, IsFolder = true }),
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
            yield return Variables(Source(nvram.Element("source")) ?? (nvram.Value.Trim() is { Length: > 0 } text ? text : Default()));
        }
        else if (os.Element("varstore")?.Attribute("path")?.Value is { } store)
        {
            yield return Variables(store);
        }
        else if (hasVariables && loader?.Attribute("stateless")?.Value != "yes")
        {
            yield return Variables(Default());
        }

        string Default() => $"{NvramFolder}/{domain.Element("name")?.Value}_VARS.fd";
    }

    private static DomainFile Variables(string path) => new("its UEFI variables", path) { IsWritten = true };

    // The definition does not contain the value of a secret. libvirt at the other site must have a secret of the same name.
    private static IEnumerable<DomainFile> Secrets(XElement domain) =>
        from device in domain.Elements("devices").Elements().Where(d => d.Name.LocalName is "disk" or "tpm")
        let of = device.Name.LocalName == "tpm" ? "its TPM" : $"its disk {device.Element("target")?.Attribute("dev")?.Value}"
        from secret in device.Descendants().Where(e => e.Name.LocalName == "secret" || (e.Name.LocalName == "encryption" && e.Attribute("secret") is not null))
        let name = (secret.Attribute("uuid") ?? secret.Attribute("usage") ?? secret.Attribute("secret"))?.Value
        where name is not null
        select new DomainFile($"the secret {name} of libvirt, which opens {of}", null);

    private static IEnumerable<DomainFile> Boot(XElement os) =>
        os.Elements("kernel").Concat(os.Elements("initrd")).Concat(os.Elements("dtb")).Concat(os.Elements("acpi").Elements("table"))
            .Where(e => e.Value.Trim().Length > 0)
            .Select(e => new DomainFile($"its {(e.Name.LocalName == "table" ? "ACPI table" : e.Name.LocalName)}", e.Value.Trim()));

    private static DomainFile Tpm(XElement tpm, XElement domain)
    {
        XElement? backend = tpm.Element("backend");
        return backend?.Attribute("type")?.Value switch
        {
            "emulator" => new DomainFile("the state of its TPM", Source(backend.Element("source")) ?? $"{TpmFolder}/{domain.Element("uuid")?.Value}")
            {
                IsWritten = true,
                IsFolder = backend.Element("source")?.Attribute("type")?.Value != "file",
            },
            var type => new DomainFile($"a TPM of its host ({type ?? "unknown"})", null),
        };
    }

    private static string? Source(XElement? source) =>
        (source?.Attribute("file") ?? source?.Attribute("path") ?? source?.Attribute("dir") ?? source?.Attribute("dev"))?.Value;
}
