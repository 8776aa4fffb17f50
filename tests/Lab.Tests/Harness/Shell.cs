using System.Diagnostics;

namespace GlusterDr.Tests.Lab;

/// <summary>Runs the lab's own commands.</summary>
internal static class Shell
{
    public static async Task<ShellResult> RunAsync(TimeSpan bound, params string[] command)
    {
        using Process process = Start(command);
        return await ToTheEndAsync(process, bound, string.Join(' ', command));
    }

    public static async Task<ShellResult> ToTheEndAsync(Process process, TimeSpan bound, string name)
    {
        using CancellationTokenSource late = new(bound);
        Task<string> output = process.StandardOutput.ReadToEndAsync(late.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(late.Token);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{name}' did not end within {bound}.");
        }
    }

    public static Process Start(params string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
