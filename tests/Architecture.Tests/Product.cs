using System.Reflection;
using GlusterDr.Activities.Sync;
using GlusterDr.Api.Runs;
using GlusterDr.Errors;
using GlusterDr.Local.Hosting;
using GlusterDr.Orchestrations.Sync;
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

    /// <summary>The assemblies that neither serve HTTP nor store on a disk.</summary>
    public static IReadOnlyList<Assembly> Core { get; } = [.. ProductAssemblies.Of(Local).Except([Api, Local])];

    /// <summary>The folders with code: of the product, its tests and its benchmarks.</summary>
    private static readonly string[] s_folders = ["Shared", "Activities", "Orchestrations", "Hosting", "Api", "Local", "Functions", "tests", "bench"];

    /// <summary>All source files, by their paths from the root.</summary>
    public static IEnumerable<string> Files() => s_folders
        .SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*.cs", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"));

    /// <summary>Those of the product alone.</summary>
    public static IEnumerable<string> ProductFiles() => Files().Where(f => !f.StartsWith("tests/", StringComparison.Ordinal) && !f.StartsWith("bench/", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Repository.At(file));
}
