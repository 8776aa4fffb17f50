namespace GlusterDr.Simulators;

/// <summary>One command of a run of virsh.</summary>
internal sealed class VirshCall(SimulatedHypervisor hypervisor, CommandCall call, IReadOnlyList<string> words)
{
    public SimulatedHypervisor Hypervisor => hypervisor;

    public SimulatedWorld World => hypervisor.World;

    public DateTimeOffset Now => World.Now;

    public string Input => call.Command.StandardInput;

    public IReadOnlyList<string> Words => words;

    /// <summary>The syntax error that virsh reports. Null: none.</summary>
    public string? SyntaxError { get; private set; }

    public VirshAnswer With(string[] positional, string[] valued, string[] flags, Func<VirshOptions, VirshAnswer> run)
    {
        VirshOptions options = VirshOptions.Read(words, positional, valued, flags);
        SyntaxError = options.Error;
        return options.Error is null ? run(options) : VirshAnswer.Fails("");
    }

    /// <summary>The same, for a command about one domain.</summary>
    public VirshAnswer WithDomain(
        string[] positional, string[] valued, string[] flags, Func<VirshOptions, SimulatedMachine, VirshAnswer> run) =>
        With(["domain", .. positional], valued, flags, options => hypervisor.Find(options["domain"]) is { } machine
            ? run(options, machine)
            : VirshAnswer.Fails($"failed to get domain '{options["domain"]}'"));

    /// <summary>The same, for a command that changes a running domain.</summary>
    public VirshAnswer WithRunning(
        string[] positional, string[] valued, string[] flags, Func<VirshOptions, SimulatedMachine, VirshAnswer> run) =>
        WithDomain(positional, valued, flags, (options, machine) => machine switch
        {
            { IsBusy: true } => VirshAnswer.Fails(
                "Timed out during operation: cannot acquire state change lock (held by monitor=remoteDispatchDomainMigratePerform3Params)"),
            { State: MachineState.ShutOff } => VirshAnswer.Fails("Requested operation is not valid: domain is not running"),
            _ => run(options, machine),
        });

    public void Unexpected(string why) => World.Unexpected(call, why);
}
