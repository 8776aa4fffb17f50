using System.Reflection;
using System.Text.Json;
using GlusterDr.Functions.Hosting;
using GlusterDr.Functions.Queues;
using GlusterDr.Functions.Remote;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace GlusterDr.Tests.Functions.Hosting;

/// <summary>The code, the template and docs/azure-settings.md have the same app settings, queues and open paths.</summary>
public sealed class DeployedSettingsTests
{
    // Read by App Service, by the Functions host and by Azure's libraries.
    private static readonly string[] s_platform =
    [
        "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "WEBSITE_RUN_FROM_PACKAGE", "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__clientId", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID",
    ];

    private static readonly string s_page = File.ReadAllText(Path.Combine(DeployedTemplate.Root, "docs", "azure-settings.md"));

    [Fact]
    public void Each_setting_that_the_code_reads_is_described() => Read().ShouldAllBe(name => Describes(name));

    [Fact]
    public void Each_setting_that_is_deployed_is_described_and_read()
    {
        SshNetRunnerOptions ssh = new SshNetSettings(new ConfigurationBuilder().Build()).Options;
        // The policy of the sample uses it.
        string[] policies = ["OVIRT_PASSWORD"];
        string[] known = [.. Read(), .. s_platform, ssh.PrivateKey!.Place, ssh.KnownHosts!.Place, .. policies];

        DeployedTemplate.Sample.AppSettings.Keys.Except(policies).ShouldAllBe(name => Describes(name));
        DeployedTemplate.Sample.AppSettings.Keys.ShouldBeSubsetOf(known);
        s_platform.ShouldBeSubsetOf(DeployedTemplate.Sample.AppSettings.Keys);
    }

    [Fact]
    public void What_the_app_needs_is_deployed()
    {
        IReadOnlyDictionary<string, string> deployed = DeployedTemplate.Sample.AppSettings;
        RecordedConfiguration settings = new(deployed);
        SshNetRunnerOptions ssh = new SshNetSettings(settings).Options;

        new AppStorage(settings).Queue("q").Uri.ToString().ShouldBe($"https://{deployed["AzureWebJobsStorage__accountName"]}.queue.core.windows.net/q");
        foreach (string secret in new[] { ssh.PrivateKey!.Place, ssh.KnownHosts!.Place, WebhookSetting.Name })
        {
            deployed[secret].ShouldStartWith("@Microsoft.KeyVault(VaultName=");
        }
    }

    [Fact]
    public void Nothing_else_reads_settings() => typeof(AppServices).Assembly.GetTypes()
        .Where(type => !type.Name.StartsWith('<') && Members(type).Any(takes => takes.GetParameters().Any(p => p.ParameterType == typeof(IConfiguration))))
        .ShouldBe([typeof(AppServices), typeof(AppStorage), typeof(WebhookSetting), typeof(SshNetSettings)], ignoreOrder: true);

    [Fact]
    public void The_task_hub_is_in_the_account_that_is_deployed()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(DeployedTemplate.Root, "host.json")));
        string connection = host.RootElement.GetProperty("extensions").GetProperty("durableTask")
            .GetProperty("storageProvider").GetProperty("connectionName").GetString()!;

        DeployedTemplate.Sample.AppSettings.Keys.ShouldContain($"{connection}__accountName");
    }

    [Fact]
    public void Each_queue_of_the_code_is_deployed() => DeployedTemplate.Sample.Queues
        .ShouldBe([CommandsFunction.Queue, CommandsFunction.Poison, NotificationQueue.Queue], ignoreOrder: true);

    [Fact]
    public void Paths_without_a_key_are_those_without_a_token() => typeof(AppServices).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
        .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
        .Where(trigger => trigger?.AuthLevel == AuthorizationLevel.Anonymous).Select(trigger => $"/{trigger!.Route}")
        .ShouldBe(DeployedTemplate.EveryOption.OpenPaths, ignoreOrder: true);

    private static bool Describes(string name) => s_page.Contains($"`{name}`", StringComparison.Ordinal)
        || (name.Split("__") is [{ } prefix, { } rest] && s_page.Contains($"`{prefix}__", StringComparison.Ordinal) && s_page.Contains($"`__{rest}`", StringComparison.Ordinal));

    private static IReadOnlySet<string> Read()
    {
        RecordedConfiguration settings = new(DeployedTemplate.Sample.AppSettings);
        _ = new SshNetSettings(settings);
        WebhookSetting.Read(settings);
        new AppStorage(settings).Queue("q");
        return settings.Read;
    }

    private static IEnumerable<MethodBase> Members(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return [.. type.GetMethods(all), .. type.GetConstructors(all)];
    }
}
