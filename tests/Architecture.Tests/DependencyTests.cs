using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace GlusterDr.Tests.Architecture;

/// <summary>Dependency rules that the references between projects do not enforce.</summary>
public sealed class DependencyTests
{
    private static readonly string[] s_azure = ["Azure.", "Microsoft.Azure.", "Microsoft.DurableTask", "DurableTask."];
    private static readonly string[] s_sqlite = ["Microsoft.Data.Sqlite", "SQLitePCLRaw"];
    private static readonly string[] s_web = ["Microsoft.AspNetCore."];

    [Fact]
    public void The_core_is_all_that_the_hosts_share() =>
        Product.Core.Select(a => a.GetName().Name!["GlusterDr.".Length..]).ShouldBe(
            ["Model", "Remote", "Gluster", "Hypervisors", "Sessions", "Activities", "Orchestrations", "Hosting"], ignoreOrder: true);

    [Fact]
    public void Azure_packages_are_used_only_in_the_Azure_host() => Uses([.. Product.Core, Product.Api, Product.Local], s_azure).ShouldBeEmpty();

    [Fact]
    public void Sqlite_is_used_only_in_the_embedded_host()
    {
        Uses([.. Product.Core, Product.Api], s_sqlite).ShouldBeEmpty();
        Uses([Product.Local], s_sqlite).ShouldNotBeEmpty("the test can tell");
    }

    [Fact]
    public void The_core_does_not_use_AspNetCore()
    {
        Uses(Product.Core, s_web).ShouldBeEmpty();
        Uses([Product.Api], s_web).ShouldNotBeEmpty("the test can tell");
    }

    [Fact]
    public void Subjects_of_the_model_depend_on_each_other_in_one_direction() => BeFreeOfCycles(Product.Model, "GlusterDr.(*)..");

    [Fact]
    public void Phases_of_a_run_depend_on_each_other_in_one_direction()
    {
        BeFreeOfCycles(Product.Activities, "GlusterDr.Activities.Sync.(*)");
        BeFreeOfCycles(Product.Orchestrations, "GlusterDr.Orchestrations.Sync.(*)");
    }

    [Theory]
    [InlineData("Activities")]
    [InlineData("Orchestrations")]
    public void Runs_do_not_depend_on_operations_on_sessions(string project)
    {
        ArchUnitNET.Domain.Architecture architecture = new ArchLoader().LoadAssemblies(Product.Activities, Product.Orchestrations).Build();
        IObjectProvider<IType> runs = Types().That().ResideInNamespaceMatching($@"^GlusterDr\.{project}\.Sync");
        IObjectProvider<IType> sessions = Types().That().ResideInNamespaceMatching($@"^GlusterDr\.{project}\.Sessions");

        Types().That().Are(runs).Should().NotDependOnAny(sessions).HasNoViolations(architecture).ShouldBeTrue();
        runs.GetObjects(architecture).ShouldNotBeEmpty();
        sessions.GetObjects(architecture).ShouldNotBeEmpty();
    }

    private static IEnumerable<string> Uses(IEnumerable<Assembly> assemblies, string[] prefixes) =>
        from assembly in assemblies
        from reference in assembly.GetReferencedAssemblies()
        where prefixes.Any(p => reference.Name!.StartsWith(p, StringComparison.Ordinal))
        select $"{assembly.GetName().Name} uses {reference.Name}";

    private static void BeFreeOfCycles(Assembly assembly, string slices)
    {
        ArchUnitNET.Domain.Architecture architecture = new ArchLoader().LoadAssembly(assembly).Build();
        EvaluationResult[] results = [.. SliceRuleDefinition.Slices().Matching(slices).Should().BeFreeOfCycles().Evaluate(architecture)];

        results.ShouldNotBeEmpty($"{slices} names folders of {assembly.GetName().Name}");
        results.Where(r => !r.Passed).Select(r => r.Description).ShouldBeEmpty();
    }
}
