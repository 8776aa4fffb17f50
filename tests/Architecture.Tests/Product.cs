using System.Reflection;
using GlusterDr.Activities.Sync;
using GlusterDr.Api.Runs;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Hosting;
using GlusterDr.Hypervisors;
using GlusterDr.Local.Hosting;
using GlusterDr.Orchestrations.Sync;
using GlusterDr.Remote;
using GlusterDr.Sessions.Catalog;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Architecture;

/// <summary>The product's assemblies, without the Azure host, and its source files.</summary>
internal static class Product
{
    public static readonly Assembly Model = typeof(ErrorCodes).Assembly;
    public static readonly Assembly Activities = typeof(RunAccess).Assembly;
    public static readonly Assembly Orchestrations = typeof(SyncRun).Assembly;
    public static readonly Assembly Api = typeof(RunCatalog).Assembly;
    public static readonly Assembly Local = typeof(LocalHost).Assembly;

    /// <summary>What neither serves HTTP nor stores on a disk.</summary>
    public static IReadOnlyList<Assembly> Core { get; } =
    [
        Model, typeof(IRemoteRunner).Assembly, typeof(GlusterClient).Assembly, typeof(IHypervisor).Assembly, typeof(SessionCatalog).Assembly, Activities,
        Orchestrations, typeof(DurableServices).Assembly,
    ];

    /// <summary>The folders of the product, of its tests and of its benchmarks that hold code.</summary>
    private static readonly string[] s_rooms = ["Shared", "Activities", "Orchestrations", "Hosting", "Api", "Local", "Functions", "tests", "bench"];

    /// <summary>All source files, by their paths from the root.</summary>
    public static IEnumerable<string> Files() => s_rooms
        .SelectMany(room => Directory.EnumerateFiles(Repository.At(room), "*.cs", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"));

    /// <summary>Those of the product alone.</summary>
    public static IEnumerable<string> ProductFiles() => Files().Where(f => !f.StartsWith("tests/", StringComparison.Ordinal) && !f.StartsWith("bench/", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Repository.At(file));
}
