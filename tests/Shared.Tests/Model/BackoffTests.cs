namespace GlusterDr.Tests.Shared.Model;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(2.0, "1, 2, 4, 8, 10, 10")]
    [InlineData(1.5, "1, 1.5, 2.25, 3.375, 5.0625, 7.59375")]
    [InlineData(1.0, "1, 1, 1, 1, 1, 1")]
    public void Next_GrowsByTheFactorUpToTheLongest(double factor, string expected)
    {
        List<string> pauses = [];
        for (Backoff backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), factor); pauses.Count < 6; backoff = backoff.Next)
        {
            pauses.Add(backoff.Pause.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        string.Join(", ", pauses).ShouldBe(expected);
    }

    [Fact]
    public void Next_FirstPauseBeyondTheLongest_IsCut() =>
        new Backoff(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10)).Next.Pause.ShouldBe(TimeSpan.FromSeconds(10));
}
