using System.Security.Cryptography;
using System.Text.Json;
using GlusterDr.Local.Store;

namespace GlusterDr.Local.Hosting;

/// <summary>The file by which other processes of the same user find a host's API.</summary>
/// <remarks>It tells the truth only while its host holds the data directory's lock: look at the lock first.</remarks>
internal static class EndpointFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static void Write(string directory, HostEndpoint endpoint)
    {
        // Beside it and then renamed, so that no reader sees half of it, and it is never readable by others.
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

    /// <summary>The same; false: the disk is full, and nothing is left of it.</summary>
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

    /// <summary>What stands in the file; null: nothing that makes sense.</summary>
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
