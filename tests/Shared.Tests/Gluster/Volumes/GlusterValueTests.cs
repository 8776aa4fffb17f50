using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Tests.Shared.Gluster.Volumes;

public sealed class GlusterValueTests
{
    [Theory]
    [InlineData("on", true)]
    [InlineData("On", true)]
    [InlineData("ON", true)]
    [InlineData("True", true)]
    [InlineData("yes", true)]
    [InlineData("Enable", true)]
    [InlineData("1", true)]
    [InlineData(" on ", true)]
    [InlineData("Off", false)]
    [InlineData("NO", false)]
    [InlineData("disable", false)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("2", null)]
    [InlineData("enabled", null)]
    [InlineData("64MB", null)]
    public void Flag_knows_every_spelling(string? value, bool? expected) => GlusterValue.Flag(value).ShouldBe(expected);

    [Theory]
    [InlineData("64MB", 67108864L)]
    [InlineData("64mb", 67108864L)]
    [InlineData("67108864", 67108864L)]
    [InlineData("65536KB", 67108864L)]
    [InlineData("0.5GB", 536870912L)]
    [InlineData("64 MB", 67108864L)]
    [InlineData("64MiB", null)]
    [InlineData("MB", null)]
    [InlineData("-1", null)]
    [InlineData("9999999999999999999999999999999999GB", null)]
    public void Bytes_knows_units(string value, long? expected) => GlusterValue.Bytes(value).ShouldBe(expected);

    [Theory]
    [InlineData("15", 15)]
    [InlineData("15s", 15)]
    [InlineData("1min", 60)]
    [InlineData("2m", 120)]
    [InlineData("1hr", 3600)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public void Seconds_knows_units(string value, int? expected) => GlusterValue.Seconds(value).ShouldBe(expected);

    [Theory]
    [InlineData("On", "enable", true)]
    [InlineData("off", "0", true)]
    [InlineData("64MB", "67108864", true)]
    [InlineData("64MB", "64mb", true)]
    [InlineData("5%", "5.0%", true)]
    [InlineData("60", "1min", true)]
    [InlineData("INFO", "info", true)]
    [InlineData("006", "6", true)]
    [InlineData("on", "off", false)]
    [InlineData("64MB", "4MB", false)]
    [InlineData("5%", "5", false)]
    [InlineData("1", "15", false)]
    [InlineData("", "off", false)]
    [InlineData("/a", "/b", false)]
    public void Same_compares_meanings(string one, string other, bool same)
    {
        GlusterValue.Same(one, other).ShouldBe(same);
        GlusterValue.Same(other, one).ShouldBe(same);
    }
}
