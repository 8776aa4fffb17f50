using System.Text;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Origins;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Text of destinations and of which primaries they are copies.</summary>
internal static class DestinationText
{
    private const string Unknown = "?";

    public static string List(IReadOnlyList<DestinationVolume> volumes)
    {
        if (volumes.Count == 0)
        {
            return "No volumes.";
        }

        TextTable table = new("VOLUME", "TYPE", "STARTED", "SIZE", "FREE", "EMPTY", "SHARDS", "READ-ONLY", "COPY OF");
        foreach (DestinationVolume volume in volumes)
        {
            table.Add(
                volume.Name, volume.Type, YesNo(volume.IsStarted), Size(volume.TotalBytes), Size(volume.FreeBytes), YesNo(volume.IsEmpty),
                volume.ShardSize ?? "no", YesNo(volume.IsReadOnly), volume.CopyOf ?? "no primary found");
        }

        StringBuilder text = new(table.ToString());
        AppendGaps(text, volumes.SelectMany(v => v.Gaps));
        return text.ToString();
    }

    public static string Origin(OriginReport report)
    {
        StringBuilder text = new();
        text.AppendLine(Printable.OneLine(report.Summary));
        text.AppendLine(Printable.OneLine($"volume {report.Volume} ({report.VolumeId}): {(report.IsReadOnly ? "read-only" : "writable")}, top level last changed {Printable.Time(report.Changed)}"));
        foreach (Origin origin in report.Origins)
        {
            string name = origin.PrimaryVolume.Length > 0 ? origin.PrimaryVolume : "a volume of unknown name";
            text.AppendLine(Printable.OneLine($"{name}, UUID {origin.PrimaryVolumeId ?? "not known"}, nodes {(origin.Nodes.Count > 0 ? string.Join(", ", origin.Nodes) : "not known")}"));
            if (origin.LastSynced is { } synced)
            {
                text.AppendLine($"  its changes before {Printable.Time(synced)} have arrived");
            }

            foreach (string fact in origin.Certain)
            {
                text.AppendLine(Printable.OneLine($"  certain:  {fact}"));
            }

            foreach (string fact in origin.Inferred)
            {
                text.AppendLine(Printable.OneLine($"  inferred: {fact}"));
            }
        }

        if (report.Keys.Count > 0)
        {
            text.AppendLine(Printable.OneLine($"ssh keys that can start gsyncd on the nodes of this volume, for any volume: {string.Join(", ", report.Keys)}"));
        }

        AppendGaps(text, report.Gaps);
        return text.ToString();
    }

    public static string Check(SessionCheck check)
    {
        StringBuilder text = new();
        text.AppendLine($"session {check.Session}");
        PolicyText.AppendFindings(text, check.Findings);
        return text.ToString();
    }

    private static void AppendGaps(StringBuilder text, IEnumerable<string> gaps)
    {
        foreach (string gap in gaps.Distinct())
        {
            text.AppendLine(Printable.OneLine($"note: {gap}"));
        }
    }

    private static string YesNo(bool? value) => value switch
    {
        true => "yes",
        false => "no",
        null => Unknown,
    };

    private static string Size(long? bytes) => bytes switch
    {
        null => Unknown,
        < 10L << 30 => $"{bytes >> 20} MiB",
        < 10L << 40 => $"{bytes >> 30} GiB",
        _ => $"{bytes >> 40} TiB",
    };
}
