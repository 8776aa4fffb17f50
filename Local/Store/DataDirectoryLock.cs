namespace GlusterDr.Local.Store;

/// <summary>One host for each data directory. The kernel gives the lock back when the process ends, however it ends.</summary>
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

    /// <summary>Makes the directory if it is missing, and takes it.</summary>
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
    /// Beside the lock and not in it: while the lock is file nobody else can open that file to read it. It is for people, and its
    /// absence keeps nobody from reading what the directory holds.
    /// </summary>
    private static void WriteOwner(string path)
    {
        try
        {
            File.WriteAllText(path, $"{Environment.ProcessId}");
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            // It may hold the process of an earlier owner, or nothing: both are worse than no file.
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
