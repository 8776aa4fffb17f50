using GlusterDr.Errors;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Tests.Shared.Sessions;

public sealed class SessionAddressTests
{
    [Theory]
    [InlineData("p1/gv1/s1::gv2", "p1", "gv1", null, "s1", "gv2")]
    [InlineData("p1/gv1/geo@s1.example.org::gv2", "p1", "gv1", "geo", "s1.example.org", "gv2")]
    [InlineData("p1/gv1/root@s1::gv2", "p1", "gv1", null, "s1", "gv2")]
    [InlineData("fd00::1/gv1/fd00::2::gv2", "fd00::1", "gv1", null, "fd00::2", "gv2")]
    public void Parse_reads_what_a_list_shows(string text, string host, string volume, string? user, string secondary, string secondaryVolume)
    {
        SessionAddress address = SessionAddress.Parse(text);

        address.ShouldBe(new SessionAddress(host, new GeoRepSession(volume, user, secondary, secondaryVolume)));
        SessionAddress.Parse(address.ToString()).ShouldBe(address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("p1")]
    [InlineData("p1/gv1")]
    [InlineData("p1/gv1/s1:gv2")]
    [InlineData("p1/gv1/s1::gv2/")]
    [InlineData("p1/gv1/::gv2")]
    [InlineData("p1/gv1/s1::")]
    [InlineData("/gv1/s1::gv2")]
    [InlineData("p1//s1::gv2")]
    [InlineData("-p1/gv1/s1::gv2")]
    [InlineData("p1/-gv1/s1::gv2")]
    [InlineData("p1/gv1/-oProxyCommand=x::gv2")]
    [InlineData("p1/gv1/-u@s1::gv2")]
    [InlineData("p1/gv1/@s1::gv2")]
    [InlineData("p1/gv1/a@b@s1::gv2")]
    [InlineData("p1/gv1/s1::gv2\n")]
    [InlineData("p1/gv'1/s1::gv2")]
    [InlineData("p1/gv1/s1::gv\"2")]
    [InlineData("p1/$(reboot)/s1::gv2")]
    [InlineData("p1/../s1::gv2")]
    [InlineData("p1/all/s1::gv2")]
    public void Parse_refuses_invalid_input(string text) =>
        Should.Throw<DrException>(() => SessionAddress.Parse(text)).Error.Code.ShouldBe(ErrorCodes.NameInvalid);

    [Fact]
    public void Parse_refuses_a_name_that_is_too_long() =>
        Should.Throw<DrException>(() => SessionAddress.Parse($"p1/{new string('v', 300)}/s1::gv2")).Error.Code.ShouldBe(ErrorCodes.NameInvalid);
}
