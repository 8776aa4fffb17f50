using System.Text.RegularExpressions;
using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Hosting;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>The Azure host's functions, read as text, for its packages are not everywhere.</summary>
public sealed partial class AzureFunctionTests
{
    private static readonly string s_text = string.Join('\n', Sources().Select(File.ReadAllText));
    private static readonly DurableRegistry s_registry = new DurableRegistry().AddActivities().AddOrchestrations();

    private sealed record Signature(string Name, string Input, string Output, bool HasClient = false);

    // As the attribute is written: a renamed activity by the constant with its stored name.
    private static string AttributeOf(string activity) =>
        StoredNames.Renamed.ContainsKey(activity) ? $"{nameof(StoredNames)}.{activity}" : $"nameof({activity})";

    [Fact]
    public void Every_activity_has_one_function_of_its_name_and_types()
    {
        IEnumerable<Signature> listed = s_registry.Activities.Select(activity =>
        {
            Type[] types = TypesOf(activity.Value, typeof(Activity<,>));
            return new Signature(activity.Key, NameOf(types[0]), NameOf(types[1]), AsksForClient(activity.Value));
        });
        Match[] functions = [.. ActivityFunction().Matches(s_text).Cast<Match>()];

        functions.Select(Read).Order(Comparer).ShouldBe(listed.Order(Comparer));
        functions.Length.ShouldBe(Count("[ActivityTrigger]"), "one is written otherwise, and was not read");
        functions.ShouldAllBe(f => f.Groups["attribute"].Value == AttributeOf(f.Groups["method"].Value) && f.Groups["name"].Value == f.Groups["method"].Value && f.Groups["name"].Value == f.Groups["activity"].Value);
        functions.ShouldAllBe(f => f.Groups["input"].Value == f.Groups["in"].Value && f.Groups["output"].Value == f.Groups["out"].Value);
        functions.ShouldAllBe(f => f.Groups["client"].Success == f.Groups["passed"].Success);
    }

    [Fact]
    public void Every_orchestration_has_one_function_of_its_name_and_types()
    {
        IEnumerable<Signature> listed = s_registry.Orchestrators.Select(orchestrator =>
        {
            Type[] types = TypesOf(orchestrator.Value, typeof(Orchestrator<,>));
            return new Signature(orchestrator.Key, NameOf(types[0]), NameOf(types[1]));
        });
        Match[] functions = [.. OrchestrationFunction().Matches(s_text).Cast<Match>()];

        functions.Select(Read).Order(Comparer).ShouldBe(listed.Order(Comparer));
        functions.Length.ShouldBe(Count("[OrchestrationTrigger]"), "one is written otherwise, and was not read");
        functions.ShouldAllBe(f => f.Groups["name"].Value == f.Groups["method"].Value && f.Groups["name"].Value == f.Groups["made"].Value);
    }

    [Fact]
    public void No_name_is_taken_twice()
    {
        string[] names = [.. AnyFunction().Matches(s_text).Select(match => match.Groups["name"].Value)];
        names.Length.ShouldBe(Count("[Function("));
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).ShouldBeEmpty();
    }

    // By itself or by what it is made of: only a function's binding gives a client.
    private static bool AsksForClient(Type type) => type == typeof(IOrchestrationClient)
        || (type is { IsClass: true, IsAbstract: false } && type.Assembly.GetName().Name!.StartsWith("GlusterDr.", StringComparison.Ordinal)
            && type.GetConstructors() is [var constructor, ..] && constructor.GetParameters().Any(p => AsksForClient(p.ParameterType)));

    private static Comparer<Signature> Comparer { get; } =
        Comparer<Signature>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private static Signature Read(Match function) => new(
        StoredNames.Of(function.Groups["name"].Value),
        function.Groups["input"].Value,
        function.Groups["output"].Value.Replace("?", "", StringComparison.Ordinal),
        function.Groups["client"].Success);

    private static int Count(string part) => Regex.Count(s_text, Regex.Escape(part));

    private static Type[] TypesOf(Type? type, Type generic)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == generic))
        {
            type = type.BaseType;
        }

        return type.ShouldNotBeNull().GetGenericArguments();
    }

    // As C# writes it; what may be null is no part of a type at run time.
    private static string NameOf(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => NameOf(inner),
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        _ when type == typeof(string) => "string",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        { IsNested: true } => $"{NameOf(type.DeclaringType!)}.{type.Name}",
        _ => type.Name,
    };

    private static IEnumerable<string> Sources()
    {
        string functions = Repository.At("Functions");
        string[] built = ["obj", "bin"];
        return Directory.EnumerateFiles(functions, "*.cs", SearchOption.AllDirectories)
            .Where(file => !built.Contains(Path.GetRelativePath(functions, file).Split(Path.DirectorySeparatorChar)[0]));
    }

    [GeneratedRegex(@"\[Function\((?:nameof\((?<name>[\w.]+)\)|StoredNames\.(?<name>\w+)|""(?<name>[^""]+)"")\)\]")]
    private static partial Regex AnyFunction();

    [GeneratedRegex("""
        \[Function\((?<attribute>(?:nameof\(|StoredNames\.)(?<name>\w+)\)?)\)\]\s+
        public\ static\ Task<(?<output>[^()\n]+)>\ (?<method>\w+)\(\s*
        \[ActivityTrigger\]\ (?<input>\S+)\ input,\ (?<client>\[DurableClient\]\ DurableTaskClient\ client,\ )?FunctionContext\ function\)\ =>\s+
        function\.RunAsync<(?<activity>\w+),\ (?<in>[^\s,]+),\ (?<out>[^()\n]+)>\(input(?<passed>,\ client)?\);
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ActivityFunction();

    [GeneratedRegex("""
        \[Function\(nameof\((?<name>\w+)\)\)\]\s+
        public\ static\ Task<(?<output>[^()\n]+)>\ (?<method>\w+)\(\s*
        \[OrchestrationTrigger\]\ TaskOrchestrationContext\ context,\ (?<input>\S+)\ input\)\ =>\s+
        DurableRunner\.RunAsync\(new\ (?<made>\w+)\(\),\ context,\ input\);
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OrchestrationFunction();
}
