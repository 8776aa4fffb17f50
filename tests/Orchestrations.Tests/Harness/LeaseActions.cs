using System.Text.Json;
using GlusterDr.Gluster.Agent;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>Recognises commands on the lease at a site.</summary>
internal static class LeaseActions
{
    /// <summary>The action: read, take or renew. Null: another command.</summary>
    public static string? Of(RemoteCommand command)
    {
        if (!VolumeAgentScript.TryReadRequest(command, out JsonDocument? request))
        {
            return null;
        }

        using (request)
        {
            return request.RootElement.TryGetProperty("lease", out JsonElement lease) && lease.ValueKind == JsonValueKind.Object
                ? lease.GetProperty("action").GetString()
                : null;
        }
    }
}
