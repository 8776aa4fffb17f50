using System.Text;

namespace GlusterDr.AzureCost;

/// <summary>The table of docs/azure-cost.md.</summary>
internal static class CostTable
{
    private const double RunsAMonth = 730;

    private static readonly string[] s_services = ["table", "queue", "blob"];

    public static string Of(IEnumerable<Measurement> all)
    {
        StringBuilder text = new();
        text.AppendLine("| VMs | run took | activities | episodes | history events | table | queue | blob | a month, hourly |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (Measurement m in all)
        {
            // The hour of the run is idle except for the run.
            double idle = 1 - Math.Min(1, m.Took.TotalHours);
            double month = RunsAMonth * s_services.Sum(s => m.Of(s) + (idle * m.IdleHourOf(s)));
            text.AppendLine(
                $"| {m.Vms:n0} | {m.Took.TotalSeconds:f0} s | {m.Activities:n0} | {m.Episodes:n0} | {m.HistoryEvents:n0} | "
                + $"{m.Of("table"):n0} | {m.Of("queue"):n0} | {m.Of("blob"):n0} | {month / 1e6:f2} million |");
        }

        return text.ToString();
    }
}
