namespace GlusterDr.Simulators;

/// <summary>virsh's commands to the guest's agent.</summary>
internal static class VirshAgent
{
    public const string NotConnected = "Guest agent is not responding: QEMU guest agent is not connected";
    public const string Mute = "Guest agent is not responding: Guest agent not available for now";

    public static VirshAnswer Command(VirshCall call) =>
        call.WithRunning(["cmd"], ["timeout"], ["pretty", "async", "block"], (options, machine) =>
        {
            if (options["cmd"] != """{"execute":"guest-ping"}""")
            {
                call.Unexpected("of the agent's commands only guest-ping is simulated");
            }

            return Failure(machine) ?? VirshAnswer.Says("{\"return\":{}}\n");
        });

    public static VirshAnswer Freeze(VirshCall call) => call.WithRunning([], ["mountpoint"], [], (_, machine) =>
    {
        if (Failure(machine) is { } failure)
        {
            return failure with { Error = $"error: Unable to freeze filesystems\n{failure.Error}" };
        }

        machine.SetFrozen(true);
        return VirshAnswer.Done("Froze 1 filesystem(s)\n");
    });

    public static VirshAnswer Thaw(VirshCall call) => call.WithRunning([], ["mountpoint"], [], (_, machine) =>
    {
        if (Failure(machine) is { } failure)
        {
            return failure with { Error = $"error: Unable to thaw filesystems\n{failure.Error}" };
        }

        int thawed = machine.IsFrozen ? 1 : 0;
        machine.SetFrozen(false);
        return VirshAnswer.Done($"Thawed {thawed} filesystem(s)\n");
    });

    public static VirshAnswer Limit(VirshCall call) => call.WithRunning([], ["timeout"], [], (options, machine) =>
    {
        if (!machine.HasAgent)
        {
            return VirshAnswer.Fails(NotConnected);
        }

        int seconds = int.TryParse(options["timeout"], out int given) ? given : -2;
        machine.AgentTimeout = seconds switch { -2 => null, -1 => TimeSpan.FromSeconds(5), _ => TimeSpan.FromSeconds(seconds) };
        return VirshAnswer.Done();
    });

    /// <summary>
    /// How long a command waits for a freeze that never ends. Infinite: until its caller cancels. Null: it requests no freeze. The
    /// guest's file systems are frozen during that time and afterwards.
    /// </summary>
    public static TimeSpan? BeginFreeze(SimulatedHypervisor hypervisor, CommandCall call)
    {
        SimulatedMachine? machine = call.Is("virsh snapshot-create-as") && call.Has("--quiesce")
            ? hypervisor.Machines.FirstOrDefault(m => m.FreezesHang && m.State == MachineState.Running && (call.Has(m.Uuid) || call.Has(m.Name)))
            : null;
        if (machine is null)
        {
            return null;
        }

        machine.SetFrozen(true);
        return machine.AgentTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public static VirshAnswer Info(VirshCall call) => call.WithRunning([], [], [], (_, machine) =>
        Failure(machine) ?? VirshQueries.Table(["Mountpoint", "Name", "Type", "Target"], [["/", "vda1", "ext4", "vda"]]));

    /// <summary>Why the agent does not answer. Null: it answers.</summary>
    public static VirshAnswer? Failure(SimulatedMachine machine) => machine switch
    {
        { State: not MachineState.Running } => VirshAnswer.Fails("Requested operation is not valid: domain is not running"),
        { HasAgent: false } => VirshAnswer.Fails(NotConnected),
        { AgentIsMute: true } => VirshAnswer.Fails(Mute),
        _ => null,
    };
}
