using System.Text.RegularExpressions;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Tests.Shared.Gluster.Volumes;

public sealed class ShardFitTests
{
    private static readonly string[] s_files =
        ["volume-info-shard-on.xml", "volume-info-shard-Upper.xml", "volume-info-shard-on-64mb.xml", "volume-info-shard-on-bytes.xml"];

    public static IEnumerable<object[]> Pairs() => s_files.SelectMany(a => s_files.Select(b => new object[] { a, b }));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void All_spellings_of_one_setting_fit(string primary, string secondary)
    {
        (GlusterVolume near, GlusterVolume far) = (Read(primary), Read(secondary));

        near.IsSharded.ShouldBeTrue();
        ShardFit.Mismatch("x", near, far).ShouldBeNull();
        ShardFit.SizeMismatch("x", near, far).ShouldBeNull();
        near.IsOn("changelog.changelog").ShouldBeTrue();
    }

    [Theory]
    [InlineData("yes", "TRUE", true)]
    [InlineData("enable", "1", true)]
    [InlineData("on", "Off", false)]
    [InlineData("disable", "on", false)]
    [InlineData("on", null, false)]
    [InlineData(null, "Enable", false)]
    [InlineData(null, "NO", true)]
    public void Only_different_meanings_are_refused_and_sharding_is_never_to_be_switched_off(string? primary, string? secondary, bool fits)
    {
        Error? error = ShardFit.Mismatch("x", With("features.shard", primary), With("features.shard", secondary));

        (error is null).ShouldBe(fits);
        (error?.Advice ?? "").ShouldNotMatch(@"shard\s+(off|disable|no|false|0)");
    }

    [Theory]
    [InlineData("64MB", "65536KB", true)]
    [InlineData("0.5GB", "512MB", true)]
    [InlineData("64MB", "4MB", false)]
    [InlineData(null, "67108864", true)]
    public void Sizes_are_compared_in_bytes(string? primary, string? secondary, bool fits) =>
        (ShardFit.SizeMismatch(
            "x",
            With("features.shard", "on", "features.shard-block-size", primary),
            With("features.shard", "on", "features.shard-block-size", secondary)) is null).ShouldBe(fits);

    [Fact]
    public void No_text_of_the_project_advises_to_switch_sharding_off()
    {
        Regex advice = new(@"features\.shard[ ""',:=]+(off|disable|no|false|0)\b", RegexOptions.IgnoreCase);
        string root = Fixture.Root();
        IEnumerable<string> files = new[] { "Shared", "Activities", "Orchestrations", "Api", "Local", "docs" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(root, f), "*.*", SearchOption.AllDirectories))
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".md", StringComparison.Ordinal));

        files.Where(f => advice.IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("15", 15)]
    [InlineData("1min", 60)]
    [InlineData("2s", 2)]
    [InlineData(null, 15)]
    public void Rollover_is_read_with_its_unit(string? value, int seconds) => With("changelog.rollover-time", value).RolloverSeconds.ShouldBe(seconds);

    private static GlusterVolume Read(string file) => VolumeXml.Volume(XDocument.Parse(Fixture.Text(file)).Descendants("volume").First());

    private static GlusterVolume With(params string?[] options) => new(
        "gv1", "id", "Started", "Replicate", [], 3,
        options.Chunk(2).Where(o => o[1] is not null).ToDictionary(o => o[0]!, o => o[1]!));
}
