using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GlusterDr.Local.Cli;

namespace GlusterDr.Tests.Local.Cli;

public sealed class EventsOptionsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public EventsOptionsTests()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=events", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        Write("cert.pem", made.ExportCertificatePem());
        Write("other.pem", other.ExportPkcs8PrivateKeyPem());
        Write("locked.pem", key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)));
        Write("empty.pem", "");
        Write("token", "0123456789abcdef0123");
        Write("short", "sesame");
        Write("quoted", "0123456789'abcdef'sesame");
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("without --events", "--events-token", "file:{}/token")]
    [InlineData("an IP address and a port", "--events", "host:24108", "--events-token", "file:{}/token")]
    [InlineData("an IP address and a port", "--events", "127.0.0.1", "--events-token", "file:{}/token")]
    [InlineData("requires --events-token", "--events", "127.0.0.1:24108")]
    [InlineData("a token has 16 to 512", "--events", "127.0.0.1:24108", "--events-token", "file:{}/short")]
    [InlineData("other than letters and digits", "--events", "127.0.0.1:24108", "--events-token", "file:{}/quoted")]
    [InlineData("requires --events-certificate", "--events", "127.0.0.1:24108", "--events-token", "file:{}/token", "--events-key", "{}/other.pem")]
    [InlineData("none.pem' does not exist", "--events", "127.0.0.1:24108", "--events-token", "file:{}/token", "--events-certificate", "{}/none.pem")]
    [InlineData("cannot be used", "--events", "127.0.0.1:24108", "--events-token", "file:{}/token", "--events-certificate", "{}/empty.pem")]
    [InlineData("cannot be used", "--events", "127.0.0.1:24108", "--events-token", "file:{}/token", "--events-certificate", "{}/cert.pem")]
    [InlineData("cannot be used", "--events", "127.0.0.1:24108", "--events-token", "file:{}/token", "--events-certificate", "{}/cert.pem", "--events-key", "{}/other.pem")]
    [InlineData("cannot be used", "--events", "127.0.0.1:24108", "--events-token", "file:{}/token", "--events-certificate", "{}/cert.pem", "--events-key", "{}/locked.pem")]
    public async Task What_cannot_be_is_refused_before_the_host_starts(string words, params string[] options)
    {
        string[] named = [.. options.Select(o => o.Replace("{}", _directory.Path, StringComparison.Ordinal))];

        using Cli cli = await Cli.RunAsync(_directory.Path, ["serve", .. named]);

        cli.ExitCode.ShouldBe(ExitCodes.BadInput, cli.Error.ToString());
        cli.Error.ToString().ShouldContain(words);
        cli.Error.ToString().ShouldNotContain("sesame");
        File.Exists(_directory.File("glusterdr.db")).ShouldBeFalse();
    }

    private void Write(string name, string text) => File.WriteAllText(_directory.File(name), text);
}
