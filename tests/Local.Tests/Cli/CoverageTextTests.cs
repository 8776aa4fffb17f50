using GlusterDr.Local.Cli.Text;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;

namespace GlusterDr.Tests.Local.Cli;

public sealed class CoverageTextTests
{
    private const long GiB = 1L << 30;
    private static readonly DateTimeOffset s_since = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);

    public static TheoryData<Coverage?, string> Texts => new()
    {
        { null, "coverage not recorded" },
        { new Coverage(ContentCheck.Full, 3, 10 * GiB, 10 * GiB), "verified: 10 GiB compared in this run" },
        {
            new Coverage(ContentCheck.Changed, 3, 100 * GiB, 10 * GiB) { Unchanged = 90 * GiB, UnchangedSince = s_since },
            "verified: 10 GiB compared in this run, 90 GiB unchanged since verified (first on 2026-01-05 02:00:00Z)"
        },
        {
            new Coverage(ContentCheck.Changed, 3, 100 * GiB, (100 * GiB) - 4096) { NeverVerified = 4096 },
            "99.9 % verified: 100 GiB compared in this run, 4 KiB never verified"
        },
        {
            new Coverage(ContentCheck.Sampled, 3, 100 * GiB, GiB) { NeverVerified = 99 * GiB, MissProbability = 0.99 },
            "sampled: 1 GiB of 100 GiB compared (1 %); one bad 64 KiB block is missed with a probability of 99 %"
        },
        { new Coverage(ContentCheck.Sampled, 1, GiB, GiB) { MissProbability = 0 }, "sampled: 1 GiB of 1 GiB compared (100 %)" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void It_says_what_was_compared_and_verified_alone_is_every_byte(Coverage? coverage, string text) =>
        CoverageText.Of(coverage).ShouldBe(text);
}
