using System.Diagnostics.CodeAnalysis;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Remote;

/// <remarks>A real sshd, and the machine's own ssh: what ssh prints and when is the very thing that is to be known.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public abstract class OpenSshTest : IAsyncLifetime
{
    private readonly List<OpenSshRunner> _runners = [];
    private Sshd? _sshd;

    protected Sshd Server => _sshd!;

    protected OpenSshRunner Sut { get; private set; } = null!;

    public virtual async Task InitializeAsync()
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

    protected OpenSshRunner NewRunner(OpenSshRunnerOptions? options = null, TimeProvider? time = null)
    {
        OpenSshRunner runner = new(time ?? TimeProvider.System, NullLogger<OpenSshRunner>.Instance, options);
        _runners.Add(runner);
        return runner;
    }

    // Whatever this machine's user has configured does not matter.
    protected static RemoteHost HostOf(Sshd sshd, int? port = null)
    {
        RemoteHost host = sshd.Host(port);
        return host with { Ssh = host.Ssh with { ConfigFile = "/dev/null" } };
    }

    protected static RemoteCommand Command(params string[] arguments) => new(arguments, TimeSpan.FromMinutes(5));

    protected static RemoteCommand Shell(string script, params string[] arguments) => Command(["sh", "-c", script, "sh", .. arguments]);

    // Timers may be set after a test has seen what they guard.
    protected static async Task AdvanceUntilAsync(Task done, ManualTimeProvider time, TimeSpan by)
    {
        while (!done.IsCompleted)
        {
            time.Advance(by);
            await Task.WhenAny(done, Task.Delay(50));
        }
    }

    protected Task<RemoteResult> RunAsync(RemoteCommand command) => Sut.RunAsync(HostOf(Server), command);

    protected Task<Error> FailAsync(RemoteCommand command) => FailAsync(HostOf(Server), command);

    protected async Task<Error> FailAsync(RemoteHost host, RemoteCommand? command = null) =>
        (await Should.ThrowAsync<DrException>(() => Sut.RunAsync(host, command ?? Command("true")))).Error;
}
