namespace GlusterDr.Conformance;

/// <summary>Programs of the machine that tests need.</summary>
public static class Programs
{
    /// <summary>Skips the running test where one of these programs is not installed, and says which.</summary>
    /// <param name="names">Names of files in PATH, or whole paths.</param>
    public static void SkipUnlessInstalled(params string[] names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] missing = [.. names.Where(name => !folders.Any(folder => File.Exists(Path.Combine(folder, name))))];
        Assert.SkipUnless(missing is [], $"not installed: {string.Join(", ", missing)}");
    }
}
