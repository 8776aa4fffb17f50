using System.Security.Cryptography;
using GlusterDr.Functions.Remote;

namespace GlusterDr.Tests.Functions.Remote;

public sealed class HostKeyPinsTests
{
    private static readonly byte[] s_key = [1, 2, 3];
    private static readonly byte[] s_other = [4, 5, 6];
    private static readonly string s_fingerprint = "SHA256:" + Convert.ToBase64String(SHA256.HashData(s_key)).TrimEnd('=');

    [Theory]
    [InlineData("gl1.example ssh-ed25519 AQID")]
    [InlineData("gl1.example\tssh-ed25519\tAQID a comment\r")]
    [InlineData("  GL1.Example ssh-ed25519 AQID")]
    [InlineData("gl0.example,gl1.example ssh-ed25519 AQID")]
    [InlineData("gl?.example ssh-ed25519 AQID")]
    [InlineData("*.example,!gl2.example ssh-ed25519 AQID")]
    [InlineData("[gl1.example]:2222 ssh-ed25519 AQID")]
    [InlineData("gl1.example ssh-ed25519 BAUG\ngl1.example ssh-rsa AQID")]
    [InlineData("gl1.example ssh-ed25519 BAUG\n[gl1.example]:2222 ssh-ed25519 AQID")]
    public void Evaluate_PinnedKey_IsTrusted(string knownHosts) => Evaluate(knownHosts).ShouldBe(HostKeyVerdict.Trusted);

    [Fact]
    public void Evaluate_PinnedFingerprint_IsTrusted()
    {
        Evaluate($"gl1.example {s_fingerprint}").ShouldBe(HostKeyVerdict.Trusted);
        Evaluate($"gl1.example ssh-ed25519 {s_fingerprint}").ShouldBe(HostKeyVerdict.Trusted);
        Evaluate($"gl1.example {s_fingerprint[..^1]}").ShouldBe(HostKeyVerdict.Changed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# gl1.example ssh-ed25519 AQID")]
    [InlineData("gl1.example")]
    [InlineData("gl1.example ssh-ed25519")]
    [InlineData("gl2.example ssh-ed25519 AQID")]
    [InlineData("*.example,!gl1.example ssh-ed25519 AQID")]
    [InlineData("[gl1.example]:22 ssh-ed25519 AQID")]
    [InlineData("xgl1.example,gl1.examplex ssh-ed25519 AQID")]
    [InlineData("@cert-authority *.example ssh-ed25519 AQID")]
    [InlineData("|1|no base64|neither ssh-ed25519 AQID")]
    public void Evaluate_HostWithoutAPin_IsUnknown(string knownHosts) => Evaluate(knownHosts).ShouldBe(HostKeyVerdict.Unknown);

    [Theory]
    [InlineData("gl1.example ssh-ed25519 BAUG")]
    [InlineData("gl1.example ssh-ed25519 AQI")]
    [InlineData("gl1.example ssh-ed25519 AQID\n[gl1.example]:2222 ssh-ed25519 BAUG")]
    [InlineData("gl1.example SHA256:")]
    public void Evaluate_HostWithAnotherPin_IsChanged(string knownHosts) => Evaluate(knownHosts).ShouldBe(HostKeyVerdict.Changed);

    [Theory]
    [InlineData("@revoked * ssh-ed25519 AQID\ngl1.example ssh-ed25519 AQID")]
    [InlineData("gl1.example ssh-ed25519 AQID\n@revoked gl1.example ssh-ed25519 AQID")]
    public void Evaluate_RevokedKey_IsNeverTrusted(string knownHosts) => Evaluate(knownHosts).ShouldBe(HostKeyVerdict.Revoked);

    [Fact]
    public void Evaluate_AnotherKeyOfTheHostWasRevoked_IsTrusted() => HostKeyPins
        .For("gl1.example", 22, "@revoked * ssh-ed25519 AQID\ngl1.example ssh-ed25519 BAUG")
        .Evaluate(s_other).ShouldBe(HostKeyVerdict.Trusted);

    // Made by ssh-keygen -H.
    [Fact]
    public void Evaluate_HashedName_IsFound()
    {
        const string Hashed = "|1|wpWVB/hzVtlpzATAfYp3iXoixmw=|RwHIX0JUA+Pv47X4d2mEnh2s0tQ= ssh-ed25519 AQID";

        HostKeyPins.For("gl1.example", 22, Hashed).Evaluate(s_key).ShouldBe(HostKeyVerdict.Trusted);
        HostKeyPins.For("gl2.example", 22, Hashed).Evaluate(s_key).ShouldBe(HostKeyVerdict.Unknown);
    }

    [Fact]
    public void Types_AreThoseOfTheHost()
    {
        string knownHosts = $"""
            gl1.example ssh-rsa AQID
            gl1.example ssh-ed25519 BAUG
            gl1.example {s_fingerprint}
            gl2.example ecdsa-sha2-nistp256 AQID
            @revoked gl1.example ssh-dss AQID
            """;

        HostKeyPins.For("gl1.example", 22, knownHosts).Types.ShouldBe(["ssh-rsa", "ssh-ed25519"]);
    }

    private static HostKeyVerdict Evaluate(string knownHosts) => HostKeyPins.For("gl1.example", 2222, knownHosts).Evaluate(s_key);
}
