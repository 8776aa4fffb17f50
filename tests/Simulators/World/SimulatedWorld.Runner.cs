using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Simulators;

// The port for remote commands: how they are received, what can happen to them, and what is recorded.
public sealed partial class SimulatedWorld : IRemoteRunner
{
    private const int LogLength = 50_000;
    private const double LockedAfter = 0.1;

    private readonly List<CommandRule> _rules = [];
    private readonly Queue<string> _log = new();
    private readonly List<string> _unexpected = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locked = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>All commands that were received, as text. The oldest are dropped.</summary>
    public IReadOnlyList<string> CommandLog
    {
        get
        {
            lock (_gate)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Commands that the real systems would reject, or that are not simulated, each with the reason.</summary>
    public IReadOnlyList<string> UnexpectedCommands
    {
        get
        {
            lock (_gate)
            {
                return [.. _unexpected];
            }
        }
    }

    /// <summary>The number of received commands, by kind.</summary>
    public IReadOnlyDictionary<string, int> CommandCounts
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<string, int>(_counts);
            }
        }
    }

    /// <summary>Defines what happens to commands that match.</summary>
    public CommandRule When(Func<CommandCall, bool> matches)
    {
        CommandRule rule = new(matches);
        lock (_gate)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    /// <summary>Defines what happens to commands of a kind, for example <c>virsh blockcommit</c>.</summary>
    public CommandRule When(string kind) => When(c => c.Is(kind));

    /// <inheritdoc/>
    public async Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(command);
        (CommandCall call, IReadOnlyList<CommandRule> rules) = Receive(host, command);
        if (FindNode(host.Name) is not { IsUp: true, IsReachable: true } node || rules.Any(r => r.Failure is not null))
        {
            await WaitAsync(Shorter(host.Ssh.ConnectTimeout, command.Timeout), cancellation);
            Error? refusal = rules.Select(r => r.Failure).FirstOrDefault(f => f is not null and not { Code: ErrorCodes.HostUnreachable });
            throw new DrException(refusal ?? RemoteFailures.Unreachable(host.Name));
        }

        TimeSpan latency = rules.Aggregate(Options.Latency.Of(call), (sum, rule) => sum + rule.Delay);
        await TakeTimeAsync(call, latency * LockedAfter, hangs: false, cancellation);
        latency += Change(() => BrickOperations.RolloverWait(node, call));
        TimeSpan? freeze = node.Hypervisor is { } hypervisor ? Change(() => VirshAgent.BeginFreeze(hypervisor, call)) : null;
        CommandRun run = new(node, call, rules, freeze > TimeSpan.Zero ? latency + freeze.Value : latency, Lock(node, call))
        {
            NeverEnds = freeze == Timeout.InfiniteTimeSpan || rules.Any(r => r.HangsBefore),
        };
        RemoteResult result = await RunAsync(run, cancellation);
        return rules.Where(r => r.Rewrite is not null).Aggregate(result, (current, rule) => rule.Rewrite!(current));
    }

    internal void Unexpected(CommandCall call, string why) => _unexpected.Add($"{call}: {why}");

    internal SimulatedNode? FindNode(string name) => _sites.SelectMany(s => s.Nodes).FirstOrDefault(n => n.Name == name);

    private (CommandCall Call, IReadOnlyList<CommandRule> Rules) Receive(RemoteHost host, RemoteCommand command) => Change(() =>
    {
        CommandCall call = new(++_calls, _now, host.Name, command);
        _counts[call.Kind] = _counts.GetValueOrDefault(call.Kind) + 1;
        string text = $"{_now:HH:mm:ss.f} {call}";
        _log.Enqueue(text.Length > 300 ? text[..300] : text);
        if (_log.Count > LogLength)
        {
            _log.Dequeue();
        }

        List<CommandRule> rules = [.. _rules.Where(r => r.Takes(call))];
        rules.ForEach(r => r.Before?.Invoke());
        return (call, (IReadOnlyList<CommandRule>)rules);
    });

    private async Task<RemoteResult> RunAsync(CommandRun run, CancellationToken cancellation)
    {
        bool goesOn = false;
        try
        {
            await TakeTimeAsync(run.Call, run.Latency, run.NeverEnds, cancellation);
            RemoteResult result = Execute(run);
            await TakeTimeAsync(run.Call, run.Latency, run.Rules.Any(r => r.HangsAfter), cancellation);
            return result;
        }
        catch (OperationCanceledException)
        {
            // The caller has gone; the host continues.
            goesOn = true;
            At(run.Call.At + run.Latency, () => GoOn(run));
            throw;
        }
        finally
        {
            if (!goesOn)
            {
                Unlock(run.Lock.Taken);
            }
        }
    }

    private void GoOn(CommandRun run)
    {
        if (run.Node.IsUp && !run.IsExecuted)
        {
            Execute(run);
        }

        Unlock(run.Lock.Taken);
    }

    private RemoteResult Execute(CommandRun run) => Change(() =>
    {
        run.IsExecuted = true;
        if (run.Lock.Busy is { } busy)
        {
            return busy;
        }

        if (!run.Node.IsUp)
        {
            throw new DrException(RemoteFailures.Unreachable(run.Node.Name));
        }

        RemoteResult result = Execute(run.Node, run.Call, run.Rules);
        return run.Node.IsReachable ? result : throw new DrException(RemoteFailures.Unreachable(run.Node.Name));
    });

    private static RemoteResult Execute(SimulatedNode node, CommandCall call, IReadOnlyList<CommandRule> rules)
    {
        if (rules.FirstOrDefault(r => r.Reply is not null) is { } scripted)
        {
            return scripted.Reply!(call);
        }

        RemoteResult result = Programs.Run(node, call);
        foreach (CommandRule rule in rules)
        {
            rule.Afterwards?.Invoke();
        }

        return result;
    }

    // glusterd locks the volume almost at once, until the command has ended. qemu-img locks its images.
    private CommandLock Lock(SimulatedNode node, CommandCall call) => Change(() =>
    {
        List<string> held = [];
        if (call.Is("sh commit"))
        {
            bool mine = TryHold(held, $"{node.Site.Name}:{call.Arguments[^2]}");
            return new CommandLock(held, mine ? null : OfflineCommit.Locked(call.Arguments[^2]));
        }

        if (!call.Is("gluster") || GlusterCli.LockedVolume(call) is not { } volume)
        {
            return new CommandLock(held, null);
        }

        if (GlusterCli.ChangedSession(call) is { } session && !TryHold(held, $"{node.Site.Name}/{session}"))
        {
            Violate($"{call}: another command is under way on session {session}");
        }

        bool free = !Options.BusyOnOverlap || TryHold(held, $"{node.Site.Name}/{volume}");
        return new CommandLock(held, free ? null : Programs.Busy(node, call, volume));
    });

    private bool TryHold(List<string> held, string name)
    {
        if (!_locked.Add(name))
        {
            return false;
        }

        held.Add(name);
        return true;
    }

    private void Unlock(IReadOnlyList<string> held)
    {
        lock (_gate)
        {
            _locked.ExceptWith(held);
        }
    }

    // Waits until this much time has passed since the command was received.
    private async Task TakeTimeAsync(CommandCall call, TimeSpan latency, bool hangs, CancellationToken cancellation)
    {
        TimeSpan timeout = call.Command.Timeout;
        bool late = hangs || latency > timeout;
        await WaitAsync((late ? timeout : latency) - (Time.GetUtcNow() - call.At), cancellation);
        if (late)
        {
            throw new DrException(RemoteFailures.Timeout(call.Host, call.Command));
        }
    }

    private Task WaitAsync(TimeSpan time, CancellationToken cancellation) =>
        time > TimeSpan.Zero ? Task.Delay(time, Time, cancellation) : Task.CompletedTask;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
