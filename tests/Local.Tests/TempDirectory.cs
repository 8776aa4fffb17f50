namespace GlusterDr.Tests.Local;

/// <summary>A directory for one test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("glusterdr-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Asserts that only the owner has permissions on a path.</summary>
    public static void ShouldBeOwnersAlone(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
            (System.IO.File.GetUnixFileMode(path) & Others).ShouldBe(UnixFileMode.None);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
