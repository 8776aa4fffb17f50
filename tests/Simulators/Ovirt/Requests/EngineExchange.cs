namespace GlusterDr.Simulators;

/// <summary>A request that was received, with the status of its answer.</summary>
/// <param name="Number">From 1, in the order of arrival.</param>
/// <param name="At">When it was received.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Query">Its query, as it was sent.</param>
/// <param name="Headers">Its headers without Authorization.</param>
/// <param name="Body">Its body, without a password.</param>
public sealed record EngineExchange(
    int Number, DateTimeOffset At, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private const string Api = "/ovirt-engine/api";

    /// <summary>The status of the answer. 0: none was sent.</summary>
    public int Status { get; internal set; }

    /// <summary>Its kind, for rules and latencies, for example <c>engine POST snapshots</c>.</summary>
    public string Kind => $"engine {Method} {Subject}";

    private string Subject
    {
        get
        {
            string[] parts = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (!Path.StartsWith(Api, StringComparison.Ordinal))
            {
                return parts.Length == 0 ? "root" : parts[^1];
            }

            // Collections and actions have names; everything else is an id.
            return parts.Skip(2).LastOrDefault(p => !Guid.TryParse(p, out _) && !int.TryParse(p, out _)) ?? "api";
        }
    }

    /// <summary>Whether it is of this kind, or of one that begins with it.</summary>
    public bool Is(string kind) => Kind == kind || Kind.StartsWith(kind + ' ', StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"#{Number} {Method} {Path}{Query} {Status}";
}
