namespace GlusterDr.Local.Store;

/// <summary>Allows one host per data directory. The kernel releases the lock when the process ends, in any way.</summary>
public sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectoryLock(string directory, FileStream file)
    {
        Directory = directory;
        _lock = file;
    }

    /// <summary>The directory.</summary>
    public string Directory { get; }

    /// <summary>Creates the directory if it is missing, and locks it.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        string owner = Path.Combine(directory, "owner.pid");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException) && !DiskFull.Is(exception))
        {
            throw new DataDirectoryInUseException(directory, ReadOwner(owner), exception);
        }

        WriteOwner(owner);
        return new DataDirectoryLock(directory, file);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>
    /// A separate file next to the lock, because no other process can open the lock file while it is locked. It is for people; if it is
    /// missing, the directory can still be read.
    /// </summary>
    private static void WriteOwner(string path)
    {
        try
        {
            File.WriteAllText(path, $"{Environment.ProcessId}");
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            // It may contain the process of an earlier owner, or nothing; no file is better than that.
            File.Delete(path);
        }
    }

    private static string? ReadOwner(string path)
    {
        try
        {
            return File.ReadAllText(path) is { Length: > 0 } processId ? processId : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
