using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>
/// Posts external events, which administrators can subscribe to by e-mail. Each event also sets the external status of the storage
/// domain, which the engine shows until the next one.
/// </summary>
internal sealed class OvirtEvents(EngineClient client, EngineDomain domain)
{
    private const string Origin = "GlusterDr";
    private const string AlreadyThere = "already exists";
    private const int LongestText = 2000;

    public async Task PostAsync(IHypervisor.Notice notice, CancellationToken cancellation)
    {
        (string severity, string status) = notice.Severity switch
        {
            NoticeSeverity.Alert => ("alert", "error"),
            NoticeSeverity.Warning => ("warning", "warning"),
            _ => ("normal", "ok"),
        };
        XElement body = new(
            "event",
            new XElement("description", Text(notice)),
            new XElement("severity", severity),
            new XElement("origin", Origin),
            new XElement("custom_id", CustomId(notice)),
            new XElement("storage_domain", new XAttribute("id", domain.Id), new XElement("external_status", status)));
        try
        {
            await client.PostAsync("events", body, cancellation);
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.EngineFailed && e.Error.Message.Contains(AlreadyThere, StringComparison.OrdinalIgnoreCase))
        {
            // The engine accepts each id of an origin once. The event was posted before, and the answer was lost.
        }
    }

    private static string Text(IHypervisor.Notice notice)
    {
        string line = notice.Text.ReplaceLineEndings(" ");
        return line.Length <= LongestText ? line : $"{line[..LongestText]}...";
    }

    /// <summary>A hash of notice and storage domain: the same when the notice is posted again, and practically unique otherwise. Times would collide.</summary>
    private int CustomId(IHypervisor.Notice notice)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{notice.RunId}\n{notice.Stage}\n{domain.Id}"));
        return BinaryPrimitives.ReadInt32LittleEndian(hash) & int.MaxValue;
    }
}
