using System.Collections.Immutable;
using System.Reflection;
using GlusterDr.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlusterDr.Tests.Architecture.Workflows;

/// <summary>Compiles small workflows with the analyzer and the list of banned symbols that Orchestrations/ is compiled with.</summary>
internal static class WorkflowCompiler
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers = LoadAnalyzers();
    private static readonly AnalyzerOptions s_options = new([new BanList()]);

    // All assemblies of this process: the framework, the product, and the product's packages.
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The list, from the root of the repository.</summary>
    public const string BanListFile = "Orchestrations/BannedSymbols.txt";

    /// <summary>The documentation ids of the banned symbols.</summary>
    public static IReadOnlyList<string> BannedIds { get; } =
    [
        .. File.ReadLines(Repository.At(BanListFile)).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).Select(line => line.Split(';')[0]),
    ];

    /// <summary>A compilation that knows all types that a workflow can use.</summary>
    public static Compilation Empty { get; } =
        CSharpCompilation.Create("Sample", references: s_references, options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What the compiler and the analyzer report about a workflow.</summary>
    /// <param name="statement">C#, within the workflow. `context` and `input` are its parameters, `task` is a step that has begun.</param>
    /// <returns>Warnings and errors, also those of the analyzer itself.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> CompileAsync(string statement)
    {
        string source = $$"""
            using System;
            using System.Linq;
            using System.Threading;
            using System.Threading.Tasks;
            using GlusterDr.Durable;

            internal sealed class Sample : Orchestrator<string, string>
            {
                public override async Task<string> RunAsync(IOrchestrationContext context, string input)
                {
                    Task<string> task = context.CallSubOrchestratorAsync<string>("First", input);
                    {{statement}}
                    return await task;
                }
            }
            """;
        Compilation compilation = Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source));
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers(s_analyzers, s_options).GetAllDiagnosticsAsync();
        return [.. all.Where(d => d.Severity >= DiagnosticSeverity.Warning)];
    }

    private static ImmutableArray<DiagnosticAnalyzer> LoadAnalyzers()
    {
        string folder = typeof(WorkflowCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "BannedApiAnalyzers").Value!;
        return [.. Directory.GetFiles(folder, "*.dll").Order().SelectMany(file => new AnalyzerFileReference(file, new Loader()).GetAnalyzers(LanguageNames.CSharp))];
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }

    private sealed class BanList : AdditionalText
    {
        public override string Path => BanListFile;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(Repository.At(BanListFile)));
    }
}
