using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>Base class of the suites: a real sshd for each test, and runners of the implementation under test.</summary>
public abstract class RemoteSuite(IRemoteHarness harness) : IAsyncLifetime
{
    private readonly List<IRemoteRunner> _runners = [];
    private Sshd? _sshd;

    /// <summary>The server of this test.</summary>
    protected Sshd Server => _sshd ?? throw new InvalidOperationException("No sshd has been started.");

    /// <summary>The server of this test, as a host.</summary>
    protected RemoteHost Host => HostOf(Server);

    /// <summary>A runner with the product's default options.</summary>
    protected IRemoteRunner Sut { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Programs.SkipUnlessInstalled(Sshd.Program);
        Sut = NewRunner();
        _sshd = await Sshd.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_runners.Select(EndAsync));
        _sshd?.Dispose();
    }

    /// <summary>Disposes a runner before the end of the test.</summary>
    protected static Task EndAsync(IRemoteRunner runner) => ((IAsyncDisposable)runner).DisposeAsync().AsTask();

    /// <summary>Creates another runner.</summary>
    protected IRemoteRunner NewRunner(Func<RemoteRunnerOptions, RemoteRunnerOptions>? change = null, TimeProvider? time = null)
    {
        IRemoteRunner runner = harness.Create(change ?? (options => options), time ?? TimeProvider.System);
        _runners.Add(runner);
        return runner;
    }

    /// <summary>For <see cref="NewRunner"/>: when a test moves the clock, answers do not arrive in that time.</summary>
    protected static RemoteRunnerOptions NoKeepAlive(RemoteRunnerOptions options) => options with { KeepAlive = TimeSpan.FromDays(1) };

    /// <inheritdoc cref="IRemoteHarness.HostOf"/>
    protected RemoteHost HostOf(Sshd sshd, int? port = null) => harness.HostOf(sshd, port);

    /// <summary>The server of this test as a host with changed settings.</summary>
    protected RemoteHost HostWith(Func<SshSettings, SshSettings> change) => Host with { Ssh = change(Host.Ssh) };

    /// <summary>A command with a timeout of five minutes.</summary>
    protected static RemoteCommand Command(params string[] arguments) => new(arguments, TimeSpan.FromMinutes(5));

    /// <summary>A shell script with its arguments, from $1 on.</summary>
    protected static RemoteCommand Shell(string script, params string[] arguments) => Command(["sh", "-c", script, "sh", .. arguments]);

    /// <summary>Runs a command on the server of this test.</summary>
    protected Task<RemoteResult> RunAsync(RemoteCommand command) => Sut.RunAsync(Host, command);

    /// <summary>Runs echo. Returns its output.</summary>
    protected static async Task<string> EchoAsync(IRemoteRunner sut, RemoteHost host, string text) =>
        (await sut.RunAsync(host, Command("echo", text))).StandardOutput;

    /// <summary>Runs a command on the server of this test, which must fail. Returns its error.</summary>
    protected Task<Error> FailAsync(RemoteCommand command) => FailAsync(Host, command);

    /// <summary>Runs a command, which must fail. Returns its error. The default command is <c>true</c>.</summary>
    protected Task<Error> FailAsync(RemoteHost host, RemoteCommand? command = null) => FailAsync(Sut.RunAsync(host, command ?? Command("true")));

    /// <summary>Waits for a command that must fail. Returns its error.</summary>
    protected static async Task<Error> FailAsync(Task<RemoteResult> running) => (await Should.ThrowAsync<DrException>(running)).Error;

    /// <summary>Moves the clock until a task completes. More than one step may be needed: a timer may be set late.</summary>
    protected static async Task AdvanceUntilAsync(Task done, FakeTimeProvider time, TimeSpan by)
    {
        while (!done.IsCompleted)
        {
            time.Advance(by);
            await Task.WhenAny(done, Task.Delay(50));
        }
    }
}
