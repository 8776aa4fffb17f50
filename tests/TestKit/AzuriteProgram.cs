using System.Diagnostics;

namespace GlusterDr.TestKit;

/// <summary>The Azurite program that the tests use: one pinned version, installed on first use.</summary>
internal static class AzuriteProgram
{
    private const string Variable = "GLUSTERDR_AZURITE";
    private const string Installer = "tests/tools/azurite/get";

    private static readonly Lazy<Task<string>> s_path = new(FindAsync);

    /// <summary>The path of the program: the value of GLUSTERDR_AZURITE, or else what tests/tools/azurite/get installs into the cache folder.</summary>
    /// <exception cref="InvalidOperationException">The program is missing and cannot be installed. The message says why.</exception>
    public static Task<string> PathAsync() => s_path.Value;

    private static Task<string> FindAsync() => Environment.GetEnvironmentVariable(Variable) switch
    {
        { Length: > 0 } named when File.Exists(named) => Task.FromResult(named),
        { Length: > 0 } named => throw new InvalidOperationException($"{Variable} names '{named}', and there is no such file."),
        _ => InstallAsync(),
    };

    private static async Task<string> InstallAsync()
    {
        using Process get = Process.Start(new ProcessStartInfo(Path.Combine(Root(), Installer))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = get.StandardError.ReadToEndAsync();
        string path = await get.StandardOutput.ReadToEndAsync();
        await get.WaitForExitAsync();
        return get.ExitCode == 0
            ? path.Trim()
            : throw new InvalidOperationException(
                $"These tests need Azurite, and {Installer} could not install it (exit code {get.ExitCode}): {(await error).Trim()} " +
                $"Install Node.js with npm, or name an installed Azurite in {Variable}.");
    }

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "GlusterDrFunctions.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException(
            $"These tests need Azurite and do not run from within the source tree, where {Installer} is. Name an installed Azurite in {Variable}.");
    }
}
