using System.Globalization;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;

namespace GlusterDr.Local.Cli.Text;

/// <summary>How much of a recovery point was compared, in words. "Verified" alone means every byte.</summary>
internal static class CoverageText
{
    /// <summary>In one line.</summary>
    /// <param name="coverage">The coverage; null: the version that made the point did not record it.</param>
    public static string Of(Coverage? coverage) => coverage switch
    {
        null => "coverage not recorded",
        { Content: ContentCheck.Sampled } => Sampled(coverage),
        { IsComplete: true } => $"verified: {Parts(coverage)}",
        _ => $"{Percent(coverage.Compared + coverage.Unchanged, coverage.Bytes)} verified: {Parts(coverage)}, {Units.Format(coverage.NeverVerified)} never verified",
    };

    private static string Sampled(Coverage coverage) =>
        $"sampled: {Units.Format(coverage.Compared)} of {Units.Format(coverage.Bytes)} compared ({Percent(coverage.Compared, coverage.Bytes)})"
        + (coverage.MissProbability is > 0 and var miss ? $"; one bad 64 KiB block is missed with a probability of {Chance(miss)}" : "");

    private static string Parts(Coverage coverage)
    {
        string compared = $"{Units.Format(coverage.Compared)} compared in this run";
        return coverage.Unchanged == 0
            ? compared
            : $"{compared}, {Units.Format(coverage.Unchanged)} unchanged since verified (first on {Printable.Time(coverage.UnchangedSince)})";
    }

    // Rounded down: 99.99 % is not 100 %.
    private static string Percent(long part, long whole) =>
        whole == 0 ? "100 %" : $"{(Math.Floor(1000.0 * part / whole) / 10).ToString("0.#", CultureInfo.InvariantCulture)} %";

    private static string Chance(double miss) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(1000 * miss) / 10:0.#} %");
}
