namespace GlusterDr.TestKit;

/// <summary>Paths in the repository that the tests were built in.</summary>
public static class Repository
{
    /// <summary>The root directory.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The <c>glusterdr</c> command, built in the configuration of these tests.</summary>
    public static string GlusterDr { get; } = Path.Combine(
        Root, "Local", "bin", AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "glusterdr");

    /// <summary>The path of a file or folder, from the parts of its path below the root.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "GlusterDrFunctions.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}
