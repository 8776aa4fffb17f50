using System.Text.Json;
using GlusterDr.Policies;

namespace GlusterDr.Tests.Shared.Model.Policies;

public sealed class PolicyJsonTests
{
    private static readonly string s_good = JsonSerializer.Serialize(PolicyYaml.ReadOne(PolicyYaml.Good), DrJson.Options);

    [Theory]
    [InlineData("\"volume\":", "\"volum\":", "volum")]
    [InlineData("\"name\":\"vms\"", "\"name\":null", "name")]
    [InlineData("\"kind\":\"external\"", "\"kind\":\"extrnal\"", "snapshot.kind")]
    [InlineData("\"glusterHosts\":[\"gl1\",\"gl2\"]", "\"glusterHosts\":[null]", "site.glusterHosts[0]")]
    [InlineData("\"destinations\":[", "\"destinations\":[null,", "destinations[0]")]
    [InlineData("\"parallel\":8", "\"parallel\":0", "snapshot.parallel")]
    [InlineData("\"sessionHost\":\"gl3\"", "\"sessionHost\":\"-o\"", "destinations[0].sessionHost")]
    [InlineData("\"volume\":\"vmstore\"", "\"volume\":\"vmstore\",\"volum\":1", "volum")]
    public void A_member_that_is_wrong_is_named(string right, string wrong, string path)
    {
        s_good.ShouldContain(right);
        string json = s_good.Replace(right, wrong, StringComparison.Ordinal);

        PolicyInvalidException e = Should.Throw<PolicyInvalidException>(() => PolicyJson.Read(json));

        e.Errors.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    public void What_is_no_policy_is_refused(string json)
    {
        Should.Throw<PolicyInvalidException>(() => PolicyJson.Read(json)).Errors.ShouldHaveSingleItem();
    }

    [Fact]
    public void Depth_without_end_is_refused()
    {
        Should.Throw<PolicyInvalidException>(() => PolicyJson.Read(new string('[', 100_000)));
    }
}
