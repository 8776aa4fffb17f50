using System.Security.Cryptography;
using System.Text.Json;
using GlusterDr.Local.Store;

namespace GlusterDr.Local.Hosting;

/// <summary>The file in which other processes of the same user find a host's API.</summary>
/// <remarks>It is valid only while its host holds the data directory's lock, so check the lock first.</remarks>
internal static class EndpointFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static void Write(string directory, HostEndpoint endpoint)
    {
        // Written to a temporary file and renamed, so that no reader sees half of it, and others can never read it.
        string next = PathIn(directory) + ".new";
        File.Delete(next);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (FileStream stream = new(next, options))
        {
            JsonSerializer.Serialize(stream, endpoint, DrJson.Options);
        }

        File.Move(next, PathIn(directory), overwrite: true);
    }

    /// <summary>Writes the file; false: the disk is full, and no file is left.</summary>
    public static bool TryWrite(string directory, HostEndpoint endpoint)
    {
        try
        {
            Write(directory, endpoint);
            return true;
        }
        catch (IOException e) when (DiskFull.Is(e))
        {
            File.Delete(PathIn(directory) + ".new");
            return false;
        }
    }

    /// <summary>Reads the file; null: it is missing or unreadable.</summary>
    public static HostEndpoint? Read(string directory)
    {
        try
        {
            return JsonSerializer.Deserialize<HostEndpoint>(File.ReadAllText(PathIn(directory)), DrJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static void Delete(string directory) => File.Delete(PathIn(directory));

    private static string PathIn(string directory) => Path.Combine(directory, "endpoint.json");
}
