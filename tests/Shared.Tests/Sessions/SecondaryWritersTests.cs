using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Origins;

namespace GlusterDr.Tests.Shared.Sessions;

public sealed class SecondaryWritersTests
{
    private const string Id = "8d7f1da1-fa75-426d-945b-ab57766ec712";
    private static readonly GlusterVolume s_primary = new(
        "gv1", Id, "Started", "Distribute", [new GlusterVolume.Brick("p1", "/bricks/b1", "dc23d5c2-9b73-4de5-9f3e-292e9cb2fa42", false)], 1, new Dictionary<string, string>());

    private static readonly Origin s_trace = new("other") { Nodes = ["o1"], Inferred = ["a log of the session other_s1_gv2"] };

    [Fact]
    public void What_the_removed_session_left_is_no_writer() => Writers(
        ["pool x could not be asked"],
        new Origin("gv1") { PrimaryVolumeId = Id, IsLive = true, Nodes = ["p1"] },
        new Origin("gv1") { Nodes = ["P1"], Inferred = ["a log"] }).MayBe.ShouldBeFalse();

    [Fact]
    public void A_volume_of_the_same_name_elsewhere_is_another() =>
        Writers([], new Origin("gv1") { IsLive = true, Nodes = ["o1"], Certain = ["gsyncd works here now"] }).Certain.ShouldHaveSingleItem().ShouldContain("gv1 on o1: gsyncd works here now");

    [Fact]
    public void A_trace_counts_only_if_a_host_could_not_be_reached()
    {
        Writers([], s_trace).MayBe.ShouldBeFalse();
        Writers(["pool o1 could not be asked"], s_trace).Doubtful.ShouldHaveSingleItem().ShouldContain("other_s1_gv2");
    }

    private static SecondaryWriters Writers(IReadOnlyList<string> gaps, params Origin[] origins) => SecondaryWriters.Of(
        s_primary, [], new OriginReport { Volume = "gv2", VolumeId = "x", Summary = "", IsReadOnly = true, Origins = origins, Gaps = gaps });
}
