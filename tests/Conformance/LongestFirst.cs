using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace GlusterDr.Conformance;

/// <summary>Starts the classes that take longest first, so that no long class runs alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // xunit names the default collection of a class so: this, the full name of the class, and an id in parentheses.
    private const string Prefix = "Test collection for ";
    private const string End = " (id: ";

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderByDescending(c => SecondsOf(c))];

    /// <summary>About how long the tests of a collection take, in seconds. 0: no <see cref="TakesLongAttribute"/>.</summary>
    public static int SecondsOf(ITestCollection collection)
    {
        string name = collection.TestCollectionDisplayName;
        int end = name.LastIndexOf(End, StringComparison.Ordinal);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || end < 0 || collection is not IXunitTestCollection { TestAssembly.Assembly: { } assembly })
        {
            return 0;
        }

        return assembly.GetType(name[Prefix.Length..end])?.GetCustomAttribute<TakesLongAttribute>()?.Seconds ?? 0;
    }
}
