using System.Diagnostics;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Gluster;

/// <summary>Runs commands on this machine, as on a host.</summary>
internal sealed class LocalRunner : IRemoteRunner
{
    public async Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        ProcessStartInfo start = new(command.Arguments[0], command.Arguments.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.WriteAsync(command.StandardInput);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return new RemoteResult(process.ExitCode, await output, await error);
    }
}
