using System.Reflection;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>The stand-in for the Functions host loads the extensions that the app publishes, not others of the same name.</summary>
public sealed class PublishedExtensionsTests
{
    [Theory]
    [InlineData("Microsoft.Azure.WebJobs.Extensions.DurableTask")]
    [InlineData("DurableTask.AzureStorage")]
    [InlineData("DurableTask.Core")]
    public void The_host_of_the_tests_loads_the_version_that_the_app_publishes(string name)
    {
        AssemblyName published = AssemblyName.GetAssemblyName(Path.Combine(PublishedApp.Directory, ".azurefunctions", $"{name}.dll"));

        Assembly.Load(name).Location.ShouldSatisfyAllConditions(
            loaded => AssemblyName.GetAssemblyName(loaded).Version.ShouldBe(published.Version),
            loaded => FileVersion(loaded).ShouldBe(FileVersion(Path.Combine(PublishedApp.Directory, ".azurefunctions", $"{name}.dll"))));
    }

    private static string? FileVersion(string path) => System.Diagnostics.FileVersionInfo.GetVersionInfo(path).FileVersion;
}
