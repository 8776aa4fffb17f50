using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab.Corruption;

/// <summary>The ranges of bytes that the warnings of a run name as different.</summary>
internal static partial class NamedBytes
{
    /// <summary>Whether the block of a trial is within one of them.</summary>
    public static bool Name(RunReport report, Trial trial) => report.Run.Warnings
        .Where(w => w.Code is ErrorCodes.ContentDiffers or ErrorCodes.ContentEmpty)
        .SelectMany(w => File().Matches(w.Message))
        .Where(m => m.Groups["file"].Value == trial.Image)
        .SelectMany(m => Range().Matches(m.Groups["ranges"].Value))
        .Any(m => long.Parse(m.Groups["first"].Value) <= trial.Offset && trial.Offset + Trial.Block - 1 <= long.Parse(m.Groups["last"].Value));

    [GeneratedRegex(@"(?<file>[^\s;]+): (?<ranges>bytes \d+ to \d+(, bytes \d+ to \d+)*)")]
    private static partial Regex File();

    [GeneratedRegex(@"bytes (?<first>\d+) to (?<last>\d+)")]
    private static partial Regex Range();
}
