using System.Text.Json;

namespace GlusterDr.Tests.Functions.Hosting;

/// <summary>What the template deploys with a set of parameters: a committed snapshot of the compiler's evaluation, which tests/infra-bicep/run verifies.</summary>
internal sealed class DeployedTemplate
{
    private readonly JsonElement[] _resources;

    private DeployedTemplate(string path)
    {
        using var snapshot = JsonDocument.Parse(File.ReadAllText(path));
        _resources = [.. snapshot.RootElement.GetProperty("predictedResources").EnumerateArray().Select(resource => resource.Clone())];
    }

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>With the sample's parameters.</summary>
    public static DeployedTemplate Sample { get; } = new(Path.Combine(Root, "infra-bicep", "main.snapshot.json"));

    /// <summary>With every option.</summary>
    public static DeployedTemplate EveryOption { get; } = new(Path.Combine(Root, "tests", "infra-bicep", "every-option.snapshot.json"));

    /// <summary>The function app's settings. A value that only Azure knows is an expression in brackets.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => Config("appsettings")
        .EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);

    /// <summary>The queues.</summary>
    public IEnumerable<string> Queues => Resources("Microsoft.Storage/storageAccounts/queueServices/queues")
        .Select(queue => queue.GetProperty("name").GetString()!.Split('/')[^1]);

    /// <summary>The paths that App Service authentication lets through without a token.</summary>
    public IEnumerable<string> OpenPaths => Config("authsettingsV2")
        .GetProperty("globalValidation").GetProperty("excludedPaths").EnumerateArray().Select(path => path.GetString()!);

    private JsonElement Config(string name) => Resources("Microsoft.Web/sites/config")
        .Single(config => config.GetProperty("name").GetString()!.EndsWith($"/{name}", StringComparison.Ordinal)).GetProperty("properties");

    private IEnumerable<JsonElement> Resources(string type) => _resources.Where(resource => resource.GetProperty("type").GetString() == type);

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "GlusterDrFunctions.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests.");
    }
}
