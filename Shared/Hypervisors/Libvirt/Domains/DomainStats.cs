using System.Globalization;
using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>Parses the output of <c>virsh domstats --state --block --backing</c>.</summary>
public static class DomainStats
{
    private const string Header = "Domain: '";

    /// <summary>Returns one entry per domain.</summary>
    public static IReadOnlyList<VirshClient.DomainUse> Read(string output)
    {
        List<VirshClient.DomainUse> domains = [];
        string? name = null;
        Dictionary<string, string> facts = [];
        foreach (string line in output.Split('\n'))
        {
            if (line.StartsWith(Header, StringComparison.Ordinal))
            {
                Flush();
                // The name can contain quotes: it ends at the last quote of the line.
                name = line[Header.Length..Math.Max(Header.Length, line.LastIndexOf('\''))];
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is int at and > 0)
            {
                facts[line[..at].TrimStart()] = line[(at + 1)..];
            }
        }

        Flush();
        return domains;

        void Flush()
        {
            if (name is not null)
            {
                domains.Add(Domain(name, facts));
            }

            facts = [];
        }
    }

    private static VirshClient.DomainUse Domain(string name, Dictionary<string, string> facts)
    {
        Dictionary<string, long> images = new(StringComparer.Ordinal);
        foreach ((string key, string path) in facts)
        {
            if (key.StartsWith("block.", StringComparison.Ordinal) && key.EndsWith(".path", StringComparison.Ordinal))
            {
                string block = key[..^".path".Length];
                images[path] = Math.Max(Number($"{block}.allocation"), Number($"{block}.physical"));
            }
        }

        return new VirshClient.DomainUse(name, facts.GetValueOrDefault("state.state") == "1", images);

        long Number(string key) =>
            long.TryParse(facts.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
    }
}
