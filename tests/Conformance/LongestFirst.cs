using Xunit.Abstractions;

namespace GlusterDr.Conformance;

/// <summary>Begins with the classes that take longest, so that others run beside them and none is left to run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>For the attribute that names this to an assembly.</summary>
    public const string TypeName = $"{AssemblyName}.{nameof(LongestFirst)}";

    /// <inheritdoc cref="TypeName"/>
    public const string AssemblyName = "GlusterDr.Conformance";

    // As xunit names the collection of a class that is in no other.
    private const string Prefix = "Test collection for ";

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(SecondsOf);

    private static int SecondsOf(ITestCollection collection)
    {
        string name = collection.DisplayName;
        ITypeInfo? type = name.StartsWith(Prefix, StringComparison.Ordinal) ? collection.TestAssembly.Assembly.GetType(name[Prefix.Length..]) : null;
        return type?.GetCustomAttributes(typeof(TakesLongAttribute).AssemblyQualifiedName!).SingleOrDefault() is { } attribute
            ? (int)attribute.GetConstructorArguments().Single()
            : 0;
    }
}
