using System.Text.Json;
using GlusterDr.Durable;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Orchestrations.Common;

public sealed class StatusBudgetTests
{
    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(10, 5_000)]
    [InlineData(30, 5_000)]
    [InlineData(500, 5_000)]
    public void A_status_never_grows_beyond_the_bound(int destinations, int note)
    {
        // JSON writes each of these in six characters.
        DestinationProgress[] lines = [.. Enumerable.Range(0, destinations).Select(i =>
            new DestinationProgress($"site-{i}", DestinationState.Failed) { PrimaryVolume = "gv1", Note = new string('\'', note) })];

        RunProgress status = new(RunPhase.Replicate, DateTimeOffset.MaxValue, 1_000_000, 1_000_000, StatusBudget.Fit(lines));

        JsonSerializer.Serialize(status, DrJson.Options).Length.ShouldBeLessThanOrEqualTo(CustomStatusLimit.MaxCharacters);
        status.Destinations.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_not_done_is_shown_first_where_not_all_can_be()
    {
        DestinationProgress[] lines = [.. Enumerable.Range(0, 500).Select(i =>
            new DestinationProgress($"site-{i}", i == 499 ? DestinationState.Failed : DestinationState.Clean) { Note = "no" })];

        StatusBudget.Fit(lines)[0].Name.ShouldBe("site-499");
    }

    [Fact]
    public void What_fits_stays_as_it_is()
    {
        DestinationProgress[] lines = [new("b", DestinationState.Clean), new("a", DestinationState.Failed) { Note = "node s1 does not answer" }];

        StatusBudget.Fit(lines).ShouldBe(lines);
    }
}
