using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Shared.Gluster.Cli;

public sealed class UnfitVersionTests : GlusterTest
{
    private static string Status => Fixture.Result("georep-status-detail-active-chk-complete-xml").StandardOutput;

    [Theory]
    [InlineData("checkpoint_completed")]
    [InlineData("checkpoint_time")]
    public async Task A_status_without_columns_for_checkpoints_is_refused_by_name(string column)
    {
        string old = string.Join('\n', Status.Split('\n').Where(l => !l.Contains($"<{column}>", StringComparison.Ordinal)));
        old.ShouldNotBe(Status);
        GlusterClient client = Client(new ScriptedRunner((_, _) => new RemoteResult(0, old, "")));

        Error error = await FailAsync(() => client.GetSessionStatusAsync(Pool, Session));

        (error.Code, error.Class).ShouldBe((ErrorCodes.GlusterVersionUnfit, ErrorClass.Permanent));
        error.Message.ShouldContain("3.7");
        (await FailAsync(() => client.ListSessionsAsync(Pool))).Code.ShouldBe(ErrorCodes.GlusterVersionUnfit);
    }

    [Theory]
    [InlineData("<typeStr>Tier</typeStr><bricks><hotBricks/><coldBricks/></bricks>", "tiered")]
    [InlineData("<typeStr>Distributed-Replicate</typeStr><bricks><hotBricks/></bricks>", "tiered")]
    [InlineData("<typeStr>Distributed-Stripe</typeStr><stripeCount>2</stripeCount><bricks/>", "striped")]
    [InlineData("<typeStr>Striped-Replicate</typeStr><bricks/>", "striped")]
    public async Task A_volume_of_a_kind_that_is_gone_is_refused_by_name(string body, string kind)
    {
        string info = $"<cliOutput><opRet>0</opRet><volInfo><volumes><volume><name>gv1</name><id>1</id><statusStr>Started</statusStr>{body}<options/></volume></volumes></volInfo></cliOutput>";

        Error error = await FailAsync(() => Client(new ScriptedRunner((_, _) => new RemoteResult(0, info, ""))).GetVolumeAsync(Pool, "gv1"));

        error.Code.ShouldBe(ErrorCodes.GlusterVersionUnfit);
        error.Message.ShouldContain($"gv1 is {kind}");
    }

    [Theory]
    [InlineData("off")]
    [InlineData("0")]
    [InlineData("Disable")]
    public async Task Sharding_is_never_switched_off(string value)
    {
        ScriptedRunner runner = new((_, _) => new RemoteResult(0, "<cliOutput><opRet>0</opRet></cliOutput>", ""));

        (await FailAsync(() => Client(runner).SetVolumeOptionAsync(Pool, "gv1", "features.shard", value))).Code.ShouldBe(ErrorCodes.SettingUnsafe);
        runner.Commands.ShouldBeEmpty();
    }
}
