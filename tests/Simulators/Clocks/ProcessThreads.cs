namespace GlusterDr.Simulators;

/// <summary>Tells whether any thread of this process is at work: the pool's, and all others.</summary>
internal static class ProcessThreads
{
    private const string Tasks = "/proc/self/task";

    /// <summary>
    /// True: every thread waits for something, but for those that only look whether this is so. Null: this system does not
    /// tell. A thread that waits for its turn on a busy machine, or for a disk, is at work.
    /// </summary>
    /// <param name="looking">How many threads look.</param>
    public static bool? AreAsleep(int looking)
    {
        if (ThreadPool.PendingWorkItemCount > 0)
        {
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        int atWork = 0;
        Span<byte> stat = stackalloc byte[128];
        foreach (string task in Directory.EnumerateDirectories(Tasks))
        {
            if (State(task + "/stat", stat) is 'R' or 'D' && ++atWork > looking)
            {
                return false;
            }
        }

        return ThreadPool.PendingWorkItemCount == 0;
    }

    // "tid (name) state ...": the name may hold anything, but it is short.
    private static char State(string path, Span<byte> buffer)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
            int read = RandomAccess.Read(file, buffer, 0);
            int name = buffer[..read].LastIndexOf((byte)')');
            return name >= 0 && name + 2 < read ? (char)buffer[name + 2] : ' ';
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return ' ';
        }
    }
}
