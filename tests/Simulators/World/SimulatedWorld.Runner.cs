using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

// The port: how commands come in, what may befall them on the way, and what is kept of them.
public sealed partial class SimulatedWorld : IRemoteRunner
{
    private const int LogLength = 50_000;

    private readonly List<CommandRule> _rules = [];
    private readonly Queue<string> _log = new();
    private readonly List<string> _unexpected = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locked = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>All commands that came in, as text; the oldest are forgotten.</summary>
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

    /// <summary>Commands that the real systems would not understand, or that are not simulated, each with the reason.</summary>
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

    /// <summary>How many commands came in, by kind.</summary>
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

    /// <summary>Says what shall happen to commands that match.</summary>
    public CommandRule When(Func<CommandCall, bool> matches)
    {
        CommandRule rule = new(matches);
        lock (_gate)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    /// <summary>Says what shall happen to commands of a kind: <c>virsh blockcommit</c>, say.</summary>
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
            throw new DrException(RemoteFailures.Unreachable(host.Name));
        }

        await TakeTimeAsync(call, rules, r => r.HangsBefore, Latencies(call, rules), cancellation);
        string? held = null;
        RemoteResult result;
        try
        {
            // Locked while it works, so that what overlaps is refused; the time it takes is split around its effect.
            (result, held) = Execute(node, call, rules);
            await TakeTimeAsync(call, rules, r => r.HangsAfter, held is null ? TimeSpan.Zero : Options.Latency.Of(call) / 2, cancellation);
        }
        finally
        {
            Unlock(held);
        }

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
        rules.ForEach(r => r.BeforeCommand?.Invoke());
        return (call, (IReadOnlyList<CommandRule>)rules);
    });

    private (RemoteResult Result, string? Held) Execute(SimulatedNode node, CommandCall call, IReadOnlyList<CommandRule> rules) => Change(() =>
    {
        if (rules.FirstOrDefault(r => r.Reply is not null) is { } scripted)
        {
            return (scripted.Reply!(call), null);
        }

        string? held = null;
        if (Options.BusyOnOverlap && call.Is("gluster") && GlusterCli.LockedVolume(call) is { } volume)
        {
            held = $"{node.Site.Name}/{volume}";
            if (!_locked.Add(held))
            {
                WatchOverlap(call, volume);
                return (Programs.Busy(node, call, volume), null);
            }
        }

        RemoteResult result = Programs.Run(node, call);
        foreach (CommandRule rule in rules)
        {
            rule.AfterCommand?.Invoke();
        }

        return (result, held);
    });

    // Two commands that change the same session at the same time: nobody may rely on glusterd to sort them out.
    private void WatchOverlap(CommandCall call, string volume)
    {
        if (call.Is("gluster volume geo-replication") && !call.Is("gluster volume geo-replication status"))
        {
            Violate($"{call} while another command was under way on volume {volume}");
        }
    }

    private void Unlock(string? held)
    {
        if (held is not null)
        {
            lock (_gate)
            {
                _locked.Remove(held);
            }
        }
    }

    private TimeSpan Latencies(CommandCall call, IReadOnlyList<CommandRule> rules)
    {
        TimeSpan latency = Options.Latency.Of(call);
        TimeSpan before = call.Is("gluster") && GlusterCli.LockedVolume(call) is not null ? latency / 2 : latency;
        return rules.Aggregate(before, (sum, rule) => sum + rule.Delay);
    }

    private async Task TakeTimeAsync(
        CommandCall call, IReadOnlyList<CommandRule> rules, Func<CommandRule, bool> hangs, TimeSpan latency, CancellationToken cancellation)
    {
        TimeSpan timeout = call.Command.Timeout;
        TimeSpan spent = Time.GetUtcNow() - call.At;
        bool late = rules.Any(hangs) || (timeout > TimeSpan.Zero && spent + latency > timeout);
        await WaitAsync(late ? timeout - spent : latency, cancellation);
        if (late)
        {
            throw new DrException(RemoteFailures.Timeout(call.Host, call.Command));
        }
    }

    private Task WaitAsync(TimeSpan time, CancellationToken cancellation) =>
        time > TimeSpan.Zero ? Task.Delay(time, Time, cancellation) : Task.CompletedTask;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
