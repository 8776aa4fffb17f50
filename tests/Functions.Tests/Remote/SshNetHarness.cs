using System.Diagnostics.CodeAnalysis;
using GlusterDr.Errors;
using GlusterDr.Functions.Remote;
using GlusterDr.Remote;
using GlusterDr.Secrets;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Functions.Remote;

/// <remarks>A runner and a real sshd.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public abstract class SshNetTest : IAsyncLifetime
{
    private readonly List<SshNetRunner> _runners = [];
    private Sshd? _sshd;

    protected Sshd Server => _sshd!;

    protected SshNetRunner Sut { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sut = NewRunner();
        if (File.Exists(Sshd.Program))
        {
            _sshd = await Sshd.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_runners.Select(r => r.DisposeAsync().AsTask()));
        _sshd?.Dispose();
    }

    protected SshNetRunner NewRunner(SshNetRunnerOptions? options = null, TimeProvider? time = null)
    {
        SshNetRunner runner = new(new SecretReader(), time ?? TimeProvider.System, NullLogger<SshNetRunner>.Instance, options);
        _runners.Add(runner);
        return runner;
    }

    protected static RemoteCommand Command(params string[] arguments) => new(arguments, TimeSpan.FromMinutes(5));

    protected static RemoteCommand Shell(string script, params string[] arguments) => Command(["sh", "-c", script, "sh", .. arguments]);

    protected static async Task<string> EchoAsync(SshNetRunner sut, RemoteHost host, string text) =>
        (await sut.RunAsync(host, Command("echo", text))).StandardOutput;

    protected Task<RemoteResult> RunAsync(RemoteCommand command) => Sut.RunAsync(Server.Host(), command);

    protected Task<Error> FailAsync(RemoteCommand command) => FailAsync(Server.Host(), command);

    protected Task<Error> FailAsync(RemoteHost host, RemoteCommand? command = null) => FailAsync(Sut.RunAsync(host, command ?? Command("true")));

    protected static async Task<Error> FailAsync(Task<RemoteResult> running) => (await Should.ThrowAsync<DrException>(running)).Error;

    // Timers may be set after a test has seen what they guard.
    protected static async Task AdvanceUntilAsync(Task done, ManualTimeProvider time, TimeSpan by)
    {
        while (!done.IsCompleted)
        {
            time.Advance(by);
            await Task.WhenAny(done, Task.Delay(50));
        }
    }
}
