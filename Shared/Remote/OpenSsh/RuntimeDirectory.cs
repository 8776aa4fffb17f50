namespace GlusterDr.Remote.OpenSsh;

/// <summary>A private directory with a short path, because a socket's path has at most about 100 characters.</summary>
internal static class RuntimeDirectory
{
    private const int MaxLength = 60;

    /// <summary>Creates the directory, accessible only to this user.</summary>
    public static string Create()
    {
        string? user = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        string parent = new[] { user, Path.GetTempPath(), "/tmp" }
            .First(p => p is { Length: > 0 and < MaxLength } && Directory.Exists(p))!;
        string path = Path.Combine(parent, $"gdr-{Guid.NewGuid().ToString("N")[..12]}");
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("OpenSSH for Windows cannot share connections.");
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // A connection that is closing still has its socket there.
        }
    }
}
