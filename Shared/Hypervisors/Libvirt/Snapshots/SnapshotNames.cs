namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>Tells the lists of snapshots of several domains apart.</summary>
public static class SnapshotNames
{
    /// <summary>Reads what <c>echo ID; snapshot-list ID --name; ...</c> prints: virsh's echo ends no line.</summary>
    /// <param name="uuids">The ids, in the order they were asked for.</param>
    /// <param name="output">What virsh printed.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(IReadOnlyList<string> uuids, string output)
    {
        Dictionary<string, IReadOnlyList<string>> found = new(StringComparer.Ordinal);
        List<string> names = [];
        int next = 0;
        foreach (string whole in output.Split('\n'))
        {
            string line = whole;
            while (next < uuids.Count && line.StartsWith(uuids[next], StringComparison.Ordinal))
            {
                line = line[uuids[next].Length..];
                names = [];
                found[uuids[next++]] = names;
            }

            if (line.Length > 0)
            {
                names.Add(line);
            }
        }

        return found;
    }
}
