using GlusterDr.Policies;

namespace GlusterDr.Tests.Shared.Model.Policies;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("0s", 0)]
    public void Durations_are_read(string text, int seconds)
    {
        Units.TryParseDuration(text, out TimeSpan duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10 s")]
    [InlineData("-1s")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("999999999d999999999h")]
    [InlineData("1s\n")]
    public void What_is_no_duration_is_refused(string text) => Units.TryParseDuration(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("0B", 0L)]
    [InlineData("64KiB", 65_536L)]
    [InlineData("256MiB", 268_435_456L)]
    [InlineData("1 GiB", 1_073_741_824L)]
    [InlineData("2TiB", 2_199_023_255_552L)]
    public void Sizes_are_read(string text, long bytes)
    {
        Units.TryParseSize(text, out long size).ShouldBeTrue();
        size.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("256")]
    [InlineData("256MB")]
    [InlineData("-1B")]
    [InlineData("1.5GiB")]
    [InlineData("999999999999999999TiB")]
    public void What_is_no_size_is_refused(string text) => Units.TryParseSize(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.25, "0.2s")]
    [InlineData(59.9, "59s")]
    [InlineData(60, "1m")]
    [InlineData(61, "1m1s")]
    [InlineData(3_661, "1h1m")]
    [InlineData(90_000, "1d1h")]
    [InlineData(-61, "-1m1s")]
    public void Durations_are_written_short(double seconds, string text) => Units.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0L, "0 B")]
    [InlineData(1_536L, "1.5 KiB")]
    [InlineData(268_435_456L, "256 MiB")]
    [InlineData(long.MaxValue, "8388608 TiB")]
    public void Sizes_are_written_short(long bytes, string text) => Units.Format(bytes).ShouldBe(text);
}
