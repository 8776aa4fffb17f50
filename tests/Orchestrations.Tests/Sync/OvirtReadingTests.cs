using System.Text.RegularExpressions;
using GlusterDr.Simulators;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>What is read of an engine's answers is what its API documents: a name that is misspelt would read as absent.</summary>
public sealed partial class OvirtReadingTests
{
    /// <summary>Types, each with the elements of it that are read.</summary>
    private static readonly Dictionary<string, string[]> s_read = new()
    {
        ["vm"] = ["name", "status", "origin", "host", "disk_attachments", "snapshots", "has_illegal_images"],
        ["disk_attachment"] = ["disk", "active"],
        ["disk"] = ["alias", "name", "image_id", "status", "storage_type", "format", "actual_size", "shareable", "storage_domains"],
        ["snapshot"] = ["description", "snapshot_status", "snapshot_type", "date"],
        ["storage_domain"] = ["name", "type", "status", "storage", "data_centers"],
        ["host_storage"] = ["address", "type", "path", "vfs_type"],
        ["disk_snapshot"] = ["disk", "parent", "snapshot"],
        ["host"] = ["name"],
        ["cluster"] = ["name", "gluster_service"],
        ["gluster_volume"] = ["name"],
        ["action"] = ["job", "fault"],
        ["job"] = ["status"],
        ["fault"] = ["reason", "detail"],
    };

    private static readonly string[] s_items = ["vm", "disk_attachment", "snapshot", "storage_domain", "data_center", "disk", "disk_snapshot", "cluster", "gluster_volume"];

    [Fact]
    public void Elements_are_of_the_types_that_they_are_read_of() => s_read
        .SelectMany(type => type.Value.Where(e => !AnswerChecker.HasElement(type.Key, e)).Select(e => $"{type.Key} has no {e}"))
        .ShouldBeEmpty();

    [Fact]
    public void No_element_that_is_read_is_left_out_of_the_table()
    {
        IEnumerable<string> read = Directory.GetFiles(SourceDirectory(), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Reading().Matches(File.ReadAllText(file)))
            .Select(m => m.Groups["name"].Value);

        read.Distinct().ShouldBe(s_read.Values.SelectMany(e => e).Concat(s_items).Distinct(), ignoreOrder: true);
    }

    /// <summary>Those that the client tells apart.</summary>
    [Theory]
    [InlineData("snapshot_status", "ok", "locked", "in_preview")]
    [InlineData("snapshot_type", "regular")]
    [InlineData("disk_status", "ok", "locked", "illegal")]
    [InlineData("disk_storage_type", "image", "lun")]
    [InlineData("disk_format", "raw", "cow")]
    [InlineData("vm_status", "down", "suspended", "image_locked")]
    [InlineData("storage_domain_type", "data")]
    [InlineData("storage_domain_status", "active", "unknown", "locked", "activating")]
    [InlineData("storage_type", "glusterfs")]
    public void Values_are_of_their_enumeration(string enumeration, params string[] values) =>
        values.ShouldAllBe(v => AnswerChecker.HasValue(enumeration, v));

    private static string SourceDirectory() => Repository.At("Shared", "Hypervisors", "Ovirt");

    [GeneratedRegex("""(\.Elements?\(|\b(Text|Flag|Number)\(\w+, )"(?<name>\w+)""")]
    private static partial Regex Reading();
}
