using GlusterDr.Api.Policies;
using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>The next three times show whether a schedule means what was meant.</summary>
public sealed class ScheduleTextTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Policies_are_listed_with_their_next_three_times()
    {
        DateTimeOffset first = new(2026, 1, 1, 22, 0, 0, TimeSpan.Zero);
        PolicyOverview overview = new(TestPolicies.Named("night", "0 0 22-2 * * *"), first, null, null, [])
        {
            NextRuns = [first, first.AddHours(1), first.AddHours(2)],
        };

        PolicyText.List([overview], first.AddHours(-1)).ShouldContain("night: next runs Thu 2026-01-01 22:00:00Z, Thu 2026-01-01 23:00:00Z, Fri 2026-01-02 00:00:00Z");
    }

    [Fact]
    public async Task Apply_shows_them_before_anything_is_stored()
    {
        string file = Path.Combine(_directory.Path, "night.yaml");
        await File.WriteAllTextAsync(file, $"{TestPolicies.Yaml("night")}\nschedule: '0 0 22-2 * * *'\n");

        using Cli dry = await Cli.RunAsync(_directory.Path, "apply", "-f", file, "--dry-run");

        dry.ExitCode.ShouldBe(0, dry.Error.ToString());
        dry.Out.ToString().Split('\n').Single(l => l.Contains("next runs", StringComparison.Ordinal)).Split(',').Length.ShouldBe(3);
    }
}
