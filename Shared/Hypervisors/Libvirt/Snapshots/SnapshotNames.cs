namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>Parses the snapshot lists of several domains.</summary>
public static class SnapshotNames
{
    /// <summary>Parses the output of <c>echo ID; snapshot-list ID --name; ...</c>. The echo of virsh prints no line break.</summary>
    /// <param name="uuids">The ids, in the order of the command.</param>
    /// <param name="output">The output of virsh.</param>
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
