using GlusterDr.Errors;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Tests.Shared.Sessions;

public sealed class NewSessionBodyTests
{
    [Theory]
    [InlineData("p1; reboot", "gv1", "s1::gv2", null, null)]
    [InlineData("p1", "gv'1", "s1::gv2", null, null)]
    [InlineData("p1", "gv1", "s1:gv2", null, null)]
    [InlineData("p1", "gv1", "-oProxyCommand=x@s1::gv2", null, null)]
    [InlineData("p1", "gv1", "s1::gv2", "relative/path", null)]
    [InlineData("p1", "gv1", "s1::gv2", "/a/../etc", null)]
    [InlineData("p1", "gv1", "s1::gv2", "/a b", null)]
    [InlineData("p1", "gv1", "s1::gv2", null, "ge'o")]
    public void Names_that_nothing_allows_are_refused(string host, string volume, string secondary, string? root, string? group)
    {
        NewSessionBody wish = new(host, volume, secondary) { MountbrokerRoot = root, MountbrokerGroup = group };
        Should.Throw<DrException>(wish.ToRequest).Error.Code.ShouldBe(ErrorCodes.NameInvalid);
    }

    [Fact]
    public void A_body_without_members_is_refused_and_no_defect() =>
        Should.Throw<DrException>(new NewSessionBody(null!, null!, null!).ToRequest).Error.Code.ShouldBe(ErrorCodes.NameInvalid);

    [Theory]
    [InlineData("s1::gv2", "root", false)]
    [InlineData("root@s1::gv2", "root", false)]
    [InlineData("geo@s1::gv2", "geo", true)]
    public void The_user_shows_whether_the_session_is_unprivileged(string secondary, string user, bool unprivileged)
    {
        SetUpRequest request = new NewSessionBody("p1", "gv1", secondary).ToRequest();
        request.User.ShouldBe(user);
        request.IsUnprivileged.ShouldBe(unprivileged);
        request.Start.ShouldBeTrue();
    }

    [Theory]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPdGWYgyLoETkSjnex2SEZofc1SdWdJjhNNFBgqqjvwA root@p1", true)]
    [InlineData("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDsomething0000000000000000000000000000== a comment", true)]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPdGWYgyLoETkSjnex2SEZofc1SdWdJjhNNFBgqqjvwA x\nssh-rsa AAAA", false)]
    [InlineData("command=\"sh\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPdGWYgyLoETkSjnex2SEZofc1SdWdJjhNNFBgqqjvwA", false)]
    [InlineData("", false)]
    public void Only_a_public_key_becomes_a_line(string text, bool isKey) => SessionKeys.IsPublicKey(text).ShouldBe(isKey);

    [Fact]
    public void The_line_is_the_one_that_gsec_create_writes() => SessionKeys.Line("/usr/libexec/glusterfs/gsyncd", "ssh-ed25519 AAAA root@p1")
        .ShouldBe("command=\"/usr/libexec/glusterfs/gsyncd\" ssh-ed25519 AAAA root@p1");
}
