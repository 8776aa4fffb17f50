namespace GlusterDr.Local.Store;

/// <summary>Recognises write errors that are caused by a full disk.</summary>
internal static class DiskFull
{
    // errno ENOSPC and EDQUOT of Linux; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private const int NoSpace = 28, OverQuota = 122, HandleDiskFull = unchecked((int)0x80070027), WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether the disk, or the user's share of it, is full.</summary>
    public static bool Is(IOException exception) => exception.HResult is NoSpace or OverQuota or HandleDiskFull or WindowsDiskFull;
}
