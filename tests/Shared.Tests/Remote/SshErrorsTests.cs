using GlusterDr.Errors;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Remote;

/// <remarks>Messages of OpenSSH 9.2 and 9.9.</remarks>
public sealed class SshErrorsTests
{
    private static readonly RemoteHost s_host = new("gl1", new SshSettings());

    [Theory]
    [InlineData("kex_exchange_identification: read: Connection reset by peer\r\nConnection reset by 192.0.2.1 port 22\r\n", ErrorCodes.HostBusy)]
    [InlineData("kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 192.0.2.1 port 22\r\n", ErrorCodes.HostBusy)]
    [InlineData("debug1: kex_exchange_identification: banner line 0: Exceeded MaxStartups\r\nExceeded MaxStartups\r\n", ErrorCodes.HostBusy)]
    [InlineData("Not allowed at this time\r\n", ErrorCodes.HostBusy)]
    [InlineData("channel 0: open failed: connect failed: Connection refused\r\nstdio forwarding failed\r\nkex_exchange_identification: Connection closed by remote host\r\n", ErrorCodes.HostUnreachable)]
    [InlineData("ssh: connect to host jump port 22: Connection refused\r\nkex_exchange_identification: Connection closed by remote host\r\n", ErrorCodes.HostUnreachable)]
    [InlineData("ssh: connect to host gl1 port 22: Connection refused\r\n", ErrorCodes.HostUnreachable)]
    [InlineData("Connection timed out during banner exchange\r\n", ErrorCodes.HostUnreachable)]
    [InlineData("root@gl1: Permission denied (publickey).\r\n", ErrorCodes.HostAccessDenied)]
    [InlineData("No ED25519 host key is known for gl1 and you have requested strict checking.\r\nHost key verification failed.\r\n", ErrorCodes.HostKeyRejected)]
    public void Classify_WhatSshPrints_GivesACode(string printed, string code)
    {
        Error error = SshErrors.Classify(s_host, "debug1: Connecting to gl1 [192.0.2.1] port 22.\r\n" + printed, "ssh gl1");

        error.Code.ShouldBe(code);
        error.Message.ShouldNotContain("debug1");
    }

    [Fact]
    public void OfSharedConnection_LeavesOutTheProxyThatMayNotBeUsed() => SshErrors
        .OfSharedConnection("mux_client_request_session: read from master failed: Broken pipe\r\n"
            + "kex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n")
        .ShouldBe("mux_client_request_session: read from master failed: Broken pipe\r\n");

    [Fact]
    public void IsSessionRefused_NoRoomOnASharedConnection() => SshErrors
        .IsSessionRefused("mux_client_request_session: session request failed: Session open refused by peer\r\n").ShouldBeTrue();
}
