using System.Globalization;
using System.Xml.Linq;
using GlusterDr.Errors;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Parses the engine's representations. Optional elements may be missing; ids may not.</summary>
internal static class EngineXml
{
    public static EngineVm Vm(XElement vm) => new(
        Id(vm),
        Text(vm, "name") ?? Id(vm),
        Text(vm, "status") ?? "unknown",
        Text(vm, "origin"),
        (string?)vm.Element("host")?.Attribute("id"),
        [.. vm.Elements("disk_attachments").Elements("disk_attachment").Select(Attachment)],
        [.. vm.Elements("snapshots").Elements("snapshot").Select(Snapshot)])
    {
        HasIllegalImages = Flag(vm, "has_illegal_images"),
    };

    public static EngineDisk Disk(XElement disk, bool isPlugged) => new(
        Id(disk),
        Text(disk, "alias") ?? Text(disk, "name") ?? Id(disk),
        Text(disk, "image_id") is { } image ? Guid(disk, image) : null,
        Text(disk, "status") ?? "ok",
        Text(disk, "storage_type") ?? "image",
        Text(disk, "format") ?? "raw",
        Number(disk, "actual_size"),
        Flag(disk, "shareable"),
        isPlugged,
        [.. disk.Elements("storage_domains").Elements("storage_domain").Select(Id)]);

    /// <summary>Parses a <c>disk_snapshot</c>. Its id is that of the image, and it refers to the disk.</summary>
    public static EngineImage Image(XElement image)
    {
        string id = Id(image);
        EngineDisk disk = Disk(image, isPlugged: true) with { Id = Guid(image, (string?)image.Element("disk")?.Attribute("id") ?? ""), ImageId = id };
        return new EngineImage(id, disk, (string?)image.Element("parent")?.Attribute("id"), (string?)image.Element("snapshot")?.Attribute("id"));
    }

    public static EngineSnapshot Snapshot(XElement snapshot) => new(
        Id(snapshot),
        Text(snapshot, "description") ?? "",
        Text(snapshot, "snapshot_status") ?? "ok",
        Text(snapshot, "snapshot_type") ?? "regular",
        DateTimeOffset.TryParse(Text(snapshot, "date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null);

    public static EngineDomain Domain(XElement domain)
    {
        XElement? storage = domain.Element("storage");
        return new(
            Id(domain),
            Text(domain, "name") ?? Id(domain),
            Text(domain, "type") ?? "data",
            Text(storage, "type") ?? "",
            Text(domain, "status"),
            Text(storage, "address"),
            Text(storage, "path"),
            Text(storage, "vfs_type"),
            (string?)domain.Element("data_centers")?.Element("data_center")?.Attribute("id"));
    }

    /// <summary>The id. It becomes part of paths, so anything but a GUID is refused.</summary>
    public static string Id(XElement element) => Guid(element, (string?)element.Attribute("id") ?? "");

    public static string? Text(XElement? element, string name) => element?.Element(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static EngineDisk Attachment(XElement attachment) => attachment.Element("disk") is { } disk
        ? Disk(disk, Flag(attachment, "active", otherwise: true))
        : throw Unreadable(attachment, "it contains no disk");

    private static bool Flag(XElement element, string name, bool otherwise = false) => Text(element, name) switch
    {
        "true" => true,
        "false" => false,
        _ => otherwise,
    };

    private static long Number(XElement element, string name) =>
        long.TryParse(Text(element, name), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static string Guid(XElement element, string text) => System.Guid.TryParseExact(text, "D", out System.Guid id)
        ? id.ToString()
        : throw Unreadable(element, $"'{text}' is not an ID");

    private static DrException Unreadable(XElement element, string why) => new(new Error(
        ErrorCodes.OutputUnreadable, ErrorClass.Permanent, $"The oVirt engine's '{element.Name.LocalName}' cannot be read: {why}."));
}
