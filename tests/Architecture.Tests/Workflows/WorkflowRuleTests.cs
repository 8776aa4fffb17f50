using System.Reflection;
using System.Runtime.CompilerServices;
using GlusterDr.TestKit;
using Microsoft.CodeAnalysis;

namespace GlusterDr.Tests.Architecture.Workflows;

/// <summary>
/// The rules DURABLE0001 to DURABLE0006, which Microsoft.DurableTask.Analyzers checks for a <c>TaskOrchestrator</c>, are checked for the
/// product's own workflows when Orchestrations/ is compiled. Source of the rules: AnalyzerReleases.Shipped.md of durabletask-dotnet.
/// </summary>
public sealed class WorkflowRuleTests
{
    private const string BannedSymbol = "RS0030";

    [Theory]
    [InlineData("_ = DateTime.Now;")]
    [InlineData("_ = DateTime.UtcNow;")]
    [InlineData("_ = DateTime.Today;")]
    [InlineData("_ = DateTimeOffset.Now;")]
    [InlineData("_ = DateTimeOffset.UtcNow;")]
    [InlineData("_ = TimeProvider.System.GetUtcNow();")]
    [InlineData("_ = TimeProvider.System.GetTimestamp();")]
    [InlineData("_ = System.Diagnostics.Stopwatch.GetTimestamp();")]
    public Task DURABLE0001_clocks_are_banned(string statement) => ShouldBeBannedAsync(statement);

    [Theory]
    [InlineData("_ = Guid.NewGuid();")]
    [InlineData("_ = Guid.CreateVersion7();")]
    [InlineData("_ = Random.Shared.Next();")]
    [InlineData("_ = System.Security.Cryptography.RandomNumberGenerator.GetInt32(2);")]
    public Task DURABLE0002_random_ids_and_numbers_are_banned(string statement) => ShouldBeBannedAsync(statement);

    [Theory]
    [InlineData("await Task.Delay(1);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);")]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("await task.WaitAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));")]
    [InlineData("using CancellationTokenSource source = new(TimeSpan.FromSeconds(1));")]
    public Task DURABLE0003_delays_that_are_not_durable_timers_are_banned(string statement) => ShouldBeBannedAsync(statement);

    [Theory]
    [InlineData("new Thread(() => { }).Start();")]
    [InlineData("await Task.Run(() => 1);")]
    [InlineData("await Task.Run(async () => await task);")]
    [InlineData("await task.ContinueWith(done => done.Result);")]
    [InlineData("await ((Task)task).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);")]
    [InlineData("await Task.Factory.StartNew(() => 1);")]
    [InlineData("await Task<int>.Factory.StartNew(() => 1);")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => { });")]
    [InlineData("Parallel.For(0, 2, _ => { });")]
    [InlineData("_ = new[] { 1 }.AsParallel().Count();")]
    [InlineData("await task.ConfigureAwait(false);")]
    [InlineData("await new CancellationTokenSource().CancelAsync();")]
    public Task DURABLE0004_threads_and_continuations_elsewhere_are_banned(string statement) => ShouldBeBannedAsync(statement);

    [Theory]
    [InlineData("_ = await new System.Net.Http.HttpClient().GetStringAsync(input);")]
    [InlineData("_ = System.IO.File.Exists(input);")]
    [InlineData("_ = await new System.Net.Sockets.UdpClient().ReceiveAsync();")]
    [InlineData("_ = System.Diagnostics.Process.GetProcesses();")]
    [InlineData("Console.WriteLine(input);")]
    [InlineData("_ = await ((GlusterDr.Store.IDocumentStore)(object)input).GetAsync(input, input);")]
    [InlineData("_ = await ((GlusterDr.Remote.IRemoteRunner)(object)input).RunAsync(null!, null!, default);")]
    public Task DURABLE0005_input_and_output_are_banned(string statement) => ShouldBeBannedAsync(statement);

    [Theory]
    [InlineData("_ = Environment.GetEnvironmentVariable(input);")]
    [InlineData("_ = Environment.GetEnvironmentVariables();")]
    [InlineData("_ = Environment.ExpandEnvironmentVariables(input);")]
    [InlineData("_ = Environment.MachineName;")]
    public Task DURABLE0006_the_environment_is_banned(string statement) => ShouldBeBannedAsync(statement);

    [Theory]
    [InlineData("await context.CallActivityAsync(input);")]
    [InlineData("_ = await context.CallActivityAsync<string>(input, input);")]
    public Task Activities_are_called_through_Steps(string statement) => ShouldBeBannedAsync(statement);

    [Fact]
    public async Task A_workflow_that_uses_its_context_gets_no_diagnostic()
    {
        IReadOnlyList<Diagnostic> diagnostics = await WorkflowCompiler.CompileAsync(
            """
            using CancellationTokenSource source = new();
            Task timer = context.CreateTimer(context.CurrentUtcDateTime + TimeSpan.FromSeconds(1), source.Token);
            await Task.WhenAny(task, timer, context.WaitForExternalEvent<string>("event", source.Token));
            source.Cancel();
            string id = $"{context.NewGuid():n}-{nameof(GlusterDr.Activities.Sync.Prepare.BeginRun)}";
            await Task.WhenAll(Enumerable.Range(0, 2).Select(i => context.CallSubOrchestratorAsync<int>(id, i)));
            """);

        diagnostics.ShouldBeEmpty();
    }

    /// <summary>The list contains documentation ids. The analyzer ignores a misspelt one.</summary>
    [Fact]
    public void Each_banned_symbol_exists() => WorkflowCompiler.BannedIds
        .Where(id => DocumentationCommentId.GetSymbolsForDeclarationId(id, WorkflowCompiler.Empty).IsEmpty)
        .ShouldBeEmpty();

    /// <summary>An id names one overload. A new version of .NET can add others.</summary>
    [Theory]
    [InlineData("System.Guid", "NewGuid")]
    [InlineData("System.Guid", "CreateVersion7")]
    [InlineData("System.Threading.Tasks.Task", "Delay")]
    [InlineData("System.Threading.Tasks.Task", "Run")]
    [InlineData("System.Threading.Tasks.Task", "ContinueWith")]
    [InlineData("System.Threading.Tasks.Task`1", "ContinueWith")]
    [InlineData("System.Threading.Tasks.Task", "ConfigureAwait")]
    [InlineData("System.Threading.Tasks.Task`1", "ConfigureAwait")]
    [InlineData("System.Threading.Tasks.ValueTask", "ConfigureAwait")]
    [InlineData("System.Threading.Tasks.ValueTask`1", "ConfigureAwait")]
    [InlineData("System.Threading.CancellationTokenSource", "CancelAfter")]
    public void Each_overload_of_a_banned_method_is_banned(string type, string method)
    {
        string[] overloads = [.. WorkflowCompiler.Empty.GetTypeByMetadataName(type)!.GetMembers(method).Select(m => m.GetDocumentationCommentId()!)];

        overloads.ShouldNotBeEmpty();
        overloads.Except(WorkflowCompiler.BannedIds).ShouldBeEmpty();
    }

    [Fact]
    public void Orchestrations_is_compiled_with_the_list_and_only_Steps_suppresses_it()
    {
        string project = File.ReadAllText(Repository.At("Orchestrations", "GlusterDr.Orchestrations.csproj"));
        project.ShouldContain("<PackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"");
        project.ShouldContain("<AdditionalFiles Include=\"BannedSymbols.txt\" />");

        string[] files = [.. Product.Files().Where(file => file.StartsWith("Orchestrations/", StringComparison.Ordinal)), "Directory.Build.props", ".editorconfig"];
        files.Where(file => Product.Read(file).Contains(BannedSymbol, StringComparison.Ordinal)).ShouldBe(["Orchestrations/Common/Steps.cs"]);
        project.ShouldNotContain(BannedSymbol);
    }

    /// <summary>Workflows share their process, and are replayed in other processes: static fields that change would make them differ.</summary>
    [Fact]
    public void Workflows_have_no_static_fields_that_change()
    {
        IEnumerable<FieldInfo> changing =
            from type in Product.Orchestrations.GetTypes()
            where !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where !field.IsInitOnly && !field.IsLiteral
            select field;

        changing.Select(field => $"{field.DeclaringType}.{field.Name}").ShouldBeEmpty();
    }

    private static async Task ShouldBeBannedAsync(string statement)
    {
        IReadOnlyList<Diagnostic> diagnostics = await WorkflowCompiler.CompileAsync(statement);

        diagnostics.ShouldContain(d => d.Id == BannedSymbol, $"{statement} is not banned: {string.Join("; ", diagnostics)}");
        diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty("the sample compiles");
    }
}
