using System.Text.Json;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab;

/// <summary>The sites of the lab, with two destinations and one guest. They are built before the first test and removed after the last.</summary>
public sealed class LabSites : IAsyncLifetime
{
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(2);

    /// <summary>The guest writes each tenth record to its console. A line may be incomplete.</summary>
    internal const long RecordsPerLine = 20;

    /// <summary>Whether the tests may build the lab.</summary>
    public static bool IsRequested => Environment.GetEnvironmentVariable("GLUSTERDR_LAB") == "1";

    /// <summary>The state directory of the lab.</summary>
    public static string State { get; } =
        Environment.GetEnvironmentVariable("GLUSTERDR_LAB_STATE") ?? "/var/tmp/glusterdr-lab";

    /// <summary>The SSH configuration for the control plane.</summary>
    public static string SshConfig => Path.Combine(State, "ssh_config");

    /// <summary>The command under test, with a data directory of these tests.</summary>
    internal GlusterDrCli Cli { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!IsRequested)
        {
            return;
        }

        ShellResult up = await Shell.RunAsync(Slow, Repository.At("lab", "up"), "--destinations", "2");
        if (up.ExitCode != 0)
        {
            // xunit does not dispose what was not initialized.
            await DisposeAsync();
        }

        up.ShouldSucceed();
    }

    /// <summary>Repairs all faults, and completes what is missing: nodes, sessions, the guest.</summary>
    internal static async Task RestoreAsync() =>
        (await Shell.RunAsync(Slow, Repository.At("lab", "up"), "--destinations", "2")).ShouldSucceed();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Cli.Dispose();
        if (IsRequested && Environment.GetEnvironmentVariable("GLUSTERDR_LAB_KEEP") != "1")
        {
            (await Shell.RunAsync(Quick, Repository.At("lab", "down"))).ShouldSucceed();
        }
    }

    /// <summary>Runs a command in a node.</summary>
    internal static Task<ShellResult> OnAsync(string node, params string[] command) =>
        Shell.RunAsync(Quick, [Repository.At("lab", "on"), node, .. command]);

    /// <summary>A command inside a node, in the root of its volume, through a fresh read-only mount.</summary>
    internal static Task<ShellResult> AtAsync(string node, params string[] command) =>
        Shell.RunAsync(Quick, [Repository.At("lab", "at"), node, .. command]);

    /// <summary>Makes or repairs a fault.</summary>
    internal static async Task FaultAsync(string name, bool on, string? node = null)
    {
        string[] command = [Repository.At("lab", "fault"), name, on ? "on" : "off", .. node is null ? [] : (string[])[node]];
        (await Shell.RunAsync(TimeSpan.FromMinutes(5), command)).ShouldSucceed();
    }

    /// <summary>Checks the guest's journal in an image at a secondary, read through a new mount.</summary>
    internal static async Task<JournalVerdict> JournalAsync(string node = "s1", string image = "vms/vm1.qcow2")
    {
        ShellResult result = await AtAsync(node, Repository.At("lab", "journal"), "--json", image);
        return Verdict(result);
    }

    /// <summary>Checks the guest's journal in an internal snapshot of an image at a secondary.</summary>
    internal static async Task<JournalVerdict> JournalInSnapshotAsync(string node, string image, string snapshot)
    {
        const string script = "set -e; t=$(mktemp -d); trap 'rm -rf $t' EXIT; "
            + "qemu-img convert -U -l snapshot.name=\"$2\" -O qcow2 \"$1\" $t/image; \"$3\" --json $t/image";
        ShellResult result = await AtAsync(node, "sh", "-c", script, "sh", image, snapshot, Repository.At("lab", "journal"));
        return Verdict(result);
    }

    /// <summary>The last record that the guest has written, according to its console.</summary>
    internal static async Task<long> GuestWroteAsync()
    {
        ShellResult tail = (await OnAsync("p1", "tail", "-c", "400", "/mnt/lab/vm1.console")).ShouldSucceed();
        string last = tail.Output.Split('\n').Last(l => l.StartsWith("WROTE ", StringComparison.Ordinal));
        return long.Parse(last.Trim()["WROTE ".Length..]);
    }

    /// <summary>The image that the guest writes to now.</summary>
    internal static async Task<string> ActiveImageAsync()
    {
        ShellResult list = (await OnAsync("p1", "virsh", "-q", "-c", "qemu:///system", "domblklist", "vm1")).ShouldSucceed();
        return list.Output.Split('\n').Select(l => l.Trim()).First(l => l.StartsWith("vda", StringComparison.Ordinal))["vda".Length..].Trim();
    }

    /// <summary>Asserts the state after any run: the guest is on its base image, there is no overlay file, and the sessions are stopped.</summary>
    internal static async Task ShouldBeTidyAsync(params string[] sessions)
    {
        (await ActiveImageAsync()).ShouldBe("/mnt/lab/gv1/vms/vm1.qcow2");
        (await OnAsync("p1", "sh", "-c", "ls /mnt/lab/gv1/vms")).Output.ShouldNotContain(".sync-");
        foreach (string session in sessions)
        {
            ShellResult status = await OnAsync("p1", "gluster", "volume", "geo-replication", "gv1", session, "status");
            status.Output.ShouldNotContain("Active");
            status.Output.ShouldNotContain("Initializing");
            status.Output.ShouldNotContain("Faulty");
        }
    }

    private static JournalVerdict Verdict(ShellResult result)
    {
        result.ExitCode.ShouldBeOneOf([0, 1], result.Errors);
        return JsonSerializer.Deserialize<JournalVerdict>(result.Output, JsonSerializerOptions.Web)! with { ExitCode = result.ExitCode };
    }
}
