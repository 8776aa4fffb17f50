using System.Reflection;

namespace GlusterDr.TestKit;

/// <summary>Finds the product's assemblies.</summary>
public static class ProductAssemblies
{
    /// <summary>These assemblies, and all assemblies of the product that they reference, directly or indirectly.</summary>
    public static IReadOnlyList<Assembly> Of(params Assembly[] programs)
    {
        Dictionary<string, Assembly> found = new(StringComparer.Ordinal);
        Queue<Assembly> open = new(programs);
        while (open.TryDequeue(out Assembly? assembly))
        {
            if (found.TryAdd(assembly.FullName!, assembly))
            {
                foreach (AssemblyName name in assembly.GetReferencedAssemblies().Where(n => n.Name!.StartsWith("GlusterDr", StringComparison.OrdinalIgnoreCase)))
                {
                    open.Enqueue(Assembly.Load(name));
                }
            }
        }

        return [.. found.Values];
    }
}
