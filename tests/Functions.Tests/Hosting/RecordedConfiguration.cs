using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace GlusterDr.Tests.Functions.Hosting;

/// <summary>App settings that record which of them were read.</summary>
internal sealed class RecordedConfiguration(IReadOnlyDictionary<string, string> appSettings) : IConfiguration
{
    private readonly IConfigurationRoot _settings = new ConfigurationBuilder()
        .AddInMemoryCollection(appSettings.Select(setting => KeyValuePair.Create(InConfiguration(setting.Key), (string?)setting.Value))).Build();

    /// <summary>The names that were read, in the notation of app settings.</summary>
    public HashSet<string> Read { get; } = [];

    public string? this[string key]
    {
        get
        {
            Read.Add(key.Replace(":", "__", StringComparison.Ordinal));
            return _settings[key];
        }
        set => throw new NotSupportedException();
    }

    // Names that are read through a section cannot be recorded, so sections are not supported.
    public IConfigurationSection GetSection(string key) => throw new NotSupportedException();

    public IEnumerable<IConfigurationSection> GetChildren() => throw new NotSupportedException();

    public IChangeToken GetReloadToken() => _settings.GetReloadToken();

    private static string InConfiguration(string name) => name.Replace("__", ":", StringComparison.Ordinal);
}
