using System.Diagnostics.CodeAnalysis;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>What the suites share: a real sshd for each test, and runners of the kind that is tested.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public abstract class RemoteSuite(IRemoteHarness harness) : IAsyncLifetime
{
    private readonly List<IRemoteRunner> _runners = [];
    private Sshd? _sshd;

    /// <summary>The server of this test.</summary>
    protected Sshd Server => _sshd ?? throw new InvalidOperationException("No sshd has been started.");

    /// <summary>It, as a host.</summary>
    protected RemoteHost Host => HostOf(Server);

    /// <summary>A runner as the product has it.</summary>
    protected IRemoteRunner Sut { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Sut = NewRunner();
        if (File.Exists(Sshd.Program))
        {
            _sshd = await Sshd.StartAsync();
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Task.WhenAll(_runners.Select(EndAsync));
        _sshd?.Dispose();
    }

    /// <summary>Ends a runner before the test's end.</summary>
    protected static Task EndAsync(IRemoteRunner runner) => ((IAsyncDisposable)runner).DisposeAsync().AsTask();

    /// <summary>A further runner.</summary>
    protected IRemoteRunner NewRunner(Func<RemoteRunnerOptions, RemoteRunnerOptions>? change = null, TimeProvider? time = null)
    {
        IRemoteRunner runner = harness.Create(change ?? (options => options), time ?? TimeProvider.System);
        _runners.Add(runner);
        return runner;
    }

    /// <summary>For <see cref="NewRunner"/>: time that a test moves passes too fast for answers to be waited for.</summary>
    protected static RemoteRunnerOptions NoKeepAlive(RemoteRunnerOptions options) => options with { KeepAlive = TimeSpan.FromDays(1) };

    /// <inheritdoc cref="IRemoteHarness.HostOf"/>
    protected RemoteHost HostOf(Sshd sshd, int? port = null) => harness.HostOf(sshd, port);

    /// <summary>The server as a host, with other settings.</summary>
    protected RemoteHost HostWith(Func<SshSettings, SshSettings> change) => Host with { Ssh = change(Host.Ssh) };

    /// <summary>A command that may take long.</summary>
    protected static RemoteCommand Command(params string[] arguments) => new(arguments, TimeSpan.FromMinutes(5));

    /// <summary>A script of the shell, and its arguments from $1 on.</summary>
    protected static RemoteCommand Shell(string script, params string[] arguments) => Command(["sh", "-c", script, "sh", .. arguments]);

    /// <summary>Runs it on the server.</summary>
    protected Task<RemoteResult> RunAsync(RemoteCommand command) => Sut.RunAsync(Host, command);

    /// <summary>Runs echo; its output.</summary>
    protected static async Task<string> EchoAsync(IRemoteRunner sut, RemoteHost host, string text) =>
        (await sut.RunAsync(host, Command("echo", text))).StandardOutput;

    /// <summary>The error of a command on the server.</summary>
    protected Task<Error> FailAsync(RemoteCommand command) => FailAsync(Host, command);

    /// <summary>The error of a command; of one that does nothing where none is given.</summary>
    protected Task<Error> FailAsync(RemoteHost host, RemoteCommand? command = null) => FailAsync(Sut.RunAsync(host, command ?? Command("true")));

    /// <summary>The error of what is under way.</summary>
    protected static async Task<Error> FailAsync(Task<RemoteResult> running) => (await Should.ThrowAsync<DrException>(running)).Error;

    /// <summary>Moves time until something is done. Timers may be set after a test has seen what they guard.</summary>
    protected static async Task AdvanceUntilAsync(Task done, ManualTimeProvider time, TimeSpan by)
    {
        while (!done.IsCompleted)
        {
            time.Advance(by);
            await Task.WhenAny(done, Task.Delay(50));
        }
    }
}
