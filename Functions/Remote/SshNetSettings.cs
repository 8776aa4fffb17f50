using System.Globalization;
using GlusterDr.Sites;
using Microsoft.Extensions.Configuration;

namespace GlusterDr.Functions.Remote;

/// <summary>Reads <see cref="SshNetRunnerOptions"/> from the app's settings <c>Ssh__...</c>, which are all optional.</summary>
internal sealed class SshNetSettings
{
    /// <summary>The setting for the location of the private key.</summary>
    public const string PrivateKey = "Ssh__PrivateKey";

    /// <summary>The setting for the location of the pinned host keys.</summary>
    public const string KnownHosts = "Ssh__KnownHosts";

    private static readonly SecretReference s_privateKey = new(SecretKind.EnvironmentVariable, "SSH_PRIVATE_KEY");
    private static readonly SecretReference s_knownHosts = new(SecretKind.EnvironmentVariable, "SSH_KNOWN_HOSTS");

    private readonly IConfiguration _settings;
    private readonly List<string> _problems = [];

    /// <summary>Reads the settings. An invalid value is reported as a problem, and the default value is used.</summary>
    public SshNetSettings(IConfiguration settings)
    {
        _settings = settings;
        SshNetRunnerOptions usual = new();
        Options = new SshNetRunnerOptions
        {
            PrivateKey = Reference(PrivateKey, s_privateKey),
            KnownHosts = Reference(KnownHosts, s_knownHosts),
            User = Text("Ssh__User") ?? usual.User,
            SessionsPerConnection = Number("Ssh__SessionsPerConnection", usual.SessionsPerConnection, 1, 100),
            ConnectionsPerHost = Number("Ssh__ConnectionsPerHost", usual.ConnectionsPerHost, 1, 100),
            IdleClose = Time("Ssh__IdleClose", usual.IdleClose, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
            TurnTimeout = Time("Ssh__TurnTimeout", usual.TurnTimeout, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
            LoginTimeout = Time("Ssh__LoginTimeout", usual.LoginTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)),
            StartTimeout = Time("Ssh__StartTimeout", usual.StartTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(30)),
            KeepAlive = Time("Ssh__KeepAlive", usual.KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            MaxOutputBytes = Number("Ssh__MaxOutputBytes", usual.MaxOutputBytes, 1 << 20, 1 << 30),
        };
    }

    /// <summary>The options.</summary>
    public SshNetRunnerOptions Options { get; }

    /// <summary>The problems, each with the setting's name.</summary>
    public IReadOnlyList<string> Problems => _problems;

    // In an app's settings, two underscores stand for the colon.
    private string? Text(string name)
    {
        string? text = _settings[name.Replace("__", ":", StringComparison.Ordinal)];
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private SecretReference Reference(string name, SecretReference usual)
    {
        if (Text(name) is not { } text)
        {
            return usual;
        }

        if (SecretReference.TryParse(text, out SecretReference? reference, out string? problem))
        {
            return reference;
        }

        _problems.Add($"{name}: {problem}.");
        return usual;
    }

    private int Number(string name, int usual, int least, int most)
    {
        string? text = Text(name);
        return text is null ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
            : Wrong(name, text, $"a number from {least} to {most}", usual);
    }

    private TimeSpan Time(string name, TimeSpan usual, TimeSpan least, TimeSpan most)
    {
        string? text = Text(name);
        return text is null ? usual
            : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan time) && time >= least && time <= most ? time
            : Wrong(name, text, $"a time from {least:c} to {most:c}", usual);
    }

    private T Wrong<T>(string name, string text, string must, T usual)
    {
        _problems.Add($"{name}: '{text}' is not {must}; {usual} is used.");
        return usual;
    }
}
