using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Remote;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("p1")]
    [InlineData("kvm-1.site_a.example.org")]
    [InlineData("10.77.0.1")]
    [InlineData("fe80::1")]
    [InlineData("::1")]
    public void Require_AName_GivesIt(string name) => HostName.Require(name).ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("-oProxyCommand=reboot")]
    [InlineData("a b")]
    [InlineData("a;b")]
    [InlineData("root@p1")]
    [InlineData("$(reboot)")]
    [InlineData("p1\n")]
    [InlineData("p1-")]
    [InlineData("ssh://p1")]
    [InlineData("[::1]")]
    [InlineData("p1:22")]
    public void Require_AnythingElse_IsRefused(string name) =>
        Should.Throw<DrException>(() => HostName.Require(name)).Error.Code.ShouldBe(ErrorCodes.NameInvalid);
}
