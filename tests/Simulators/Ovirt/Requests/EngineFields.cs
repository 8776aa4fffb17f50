using System.Globalization;

namespace GlusterDr.Simulators;

/// <summary>The fields that the engine's entities can be searched by, in lower case.</summary>
internal static class EngineFields
{
    public static Dictionary<string, Func<EngineVm, IEnumerable<string>>> Vms { get; } = new(StringComparer.Ordinal)
    {
        ["name"] = v => [v.Name],
        ["id"] = v => [v.Id],
        ["status"] = v => [v.Status],
        ["host"] = v => [v.Machine.Hypervisor.Node.Name],
        ["cluster"] = v => [v.Engine.ClusterName],
        ["datacenter"] = v => [v.Engine.DataCenterName],
        ["storage"] = v => DomainsOf(v).Select(d => d.Name),
        ["storage.name"] = v => DomainsOf(v).Select(d => d.Name),
        ["storage.status"] = v => DomainsOf(v).Select(d => d.Status),
        ["has_illegal_images"] = v => [HasIllegalImages(v) ? "true" : "false"],
    };

    public static Dictionary<string, Func<EngineDisk, IEnumerable<string>>> Disks { get; } = new(StringComparer.Ordinal)
    {
        ["alias"] = d => [d.Alias],
        ["name"] = d => [d.Alias],
        ["id"] = d => [d.Id],
        ["status"] = d => [d.Status],
        ["storage"] = d => d.Domain is null ? [] : [d.Domain.Name],
        ["storage.name"] = d => d.Domain is null ? [] : [d.Domain.Name],
        ["disk_type"] = d => [d.IsLun ? "lun" : "image"],
    };

    public static Dictionary<string, Func<EngineDomain, IEnumerable<string>>> Domains { get; } = new(StringComparer.Ordinal)
    {
        ["name"] = d => [d.Name],
        ["id"] = d => [d.Id],
        ["status"] = d => [d.Status],
        ["type"] = _ => ["data"],
        ["external_status"] = d => [d.ExternalStatus],
        ["datacenter"] = d => [d.Engine.DataCenterName],
    };

    public static Dictionary<string, Func<EngineEvent, IEnumerable<string>>> Events { get; } = new(StringComparer.Ordinal)
    {
        ["severity"] = e => [e.Severity],
        ["message"] = e => [e.Description],
        ["type"] = e => [e.Code.ToString(CultureInfo.InvariantCulture)],
        ["correlation_id"] = e => [e.CorrelationId ?? ""],
        ["origin"] = e => [e.Origin],
        ["custom_event_id"] = e => [e.CustomId.ToString(CultureInfo.InvariantCulture)],
        ["_event_vm_id"] = e => e.Subjects.TryGetValue("vm", out string? id) ? [id] : [],
        ["_event_storage_id"] = e => e.Subjects.TryGetValue("storage_domain", out string? id) ? [id] : [],
        ["time"] = e => [$"{e.Time:yyyy-MM-dd HH:mm:ss}"],
    };

    /// <summary>Fields of jobs: the correlation id only.</summary>
    public static Dictionary<string, Func<EngineJob, IEnumerable<string>>> Jobs { get; } = new(StringComparer.Ordinal)
    {
        ["correlation_id"] = j => [j.CorrelationId],
    };

    /// <summary>Fields of entities with only a name and an id: data centres, clusters, hosts.</summary>
    public static Dictionary<string, Func<(string Name, string Id), IEnumerable<string>>> Named { get; } = new(StringComparer.Ordinal)
    {
        ["name"] = n => [n.Name],
        ["id"] = n => [n.Id],
        ["status"] = _ => ["up"],
    };

    public static bool HasIllegalImages(EngineVm vm) => vm.Disks.Any(d => d.Chain.Any(i => i.IsIllegal));

    private static IEnumerable<EngineDomain> DomainsOf(EngineVm vm) => vm.Disks.Where(d => d.Domain is not null).Select(d => d.Domain!).Distinct();
}
