using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab.Faults;

/// <summary>
/// Runs with one random fault each, of every kind that the lab can make, at a random moment. Each ends, says nothing that is not so, leaves
/// nothing that it does not name, and the next run succeeds. GLUSTERDR_LAB_RUNS sets another number than twenty.
/// </summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class RandomFaultTests(LabSites lab, ITestOutputHelper output) : LabTests
{
    private const int LongestDelay = 2500;
    private const int ShortestFault = 4000;
    private const int LongestFault = 30000;

    private readonly TrialLog _log = new(output);

    [Fact]
    public async Task Runs_with_one_random_fault_each()
    {
        Random random = _log.Draw();
        int runs = Environment.GetEnvironmentVariable("GLUSTERDR_LAB_RUNS") is { } given ? int.Parse(given) : 20;
        Queue<Fault> faults = new();
        for (int run = 1; run <= runs; run++)
        {
            if (faults.Count == 0)
            {
                Fault[] all = [.. FaultKinds.All];
                random.Shuffle(all);
                faults = new(all);
            }

            Fault fault = faults.Dequeue();
            Moment moment = fault.At ?? Moment.All[random.Next(Moment.All.Count)];
            TimeSpan delay = TimeSpan.FromMilliseconds(random.Next(LongestDelay));
            TimeSpan? heal = fault.MayHeal && random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(ShortestFault, LongestFault)) : null;
            string name = $"run {run}: {fault.Name}, {delay.TotalSeconds:0.0} s after {moment.Name}"
                + (!fault.MayHeal ? "" : heal is { } after ? $", repaired {after.TotalSeconds:0} s later" : ", repaired after the run");
            try
            {
                await WithFaultAsync(name, fault, moment, delay, heal);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _log.Fail($"{name}: {e.Message}");
                await RepairAsync(name, fault);
            }

            await WithoutFaultAsync(name);
        }

        _log.Failures.ShouldBeEmpty();
    }

    private async Task WithFaultAsync(string name, Fault fault, Moment moment, TimeSpan delay, TimeSpan? heal)
    {
        await ApplyAsync([.. fault.Policy]);
        long before = await LabSites.GuestWroteAsync();
        using LiveSync sync = LiveSync.Start(lab.Cli);
        Task<long> frozen = FrozenAsync();
        Task<string> come = RunWatch.UntilAsync(lab.Cli, moment.HasCome);
        await Task.WhenAny(come, sync.EndAsync());
        string note = come.IsCompletedSuccessfully ? "" : " (the run was over before)";
        await Task.Delay(delay);
        note += await fault.MakeAsync(lab, sync) is { } said ? $" ({said})" : "";
        if (heal is { } after)
        {
            await Task.Delay(after);
            await RepairAsync(name, fault);
        }

        SyncOutcome outcome = await sync.EndAsync();
        if (outcome.Report is null)
        {
            // Its process was killed: the next one continues the run, and says how it ended.
            outcome = await lab.Cli.SyncAsync();
        }

        outcome.Report.ShouldNotBeNull(outcome.Errors);
        outcome.Report.Run.IsOver.ShouldBeTrue();
        if (!fault.EndsGuest)
        {
            await RepairAsync(name, fault);
        }

        Invariants must = new(lab, outcome, what => _log.Fail($"{name}: {what}\n{outcome.Text}"));
        await must.VmAsync();
        await must.OverlaysAsync();
        await must.SessionsAsync();
        string points = await must.PointsAsync(before, await SoonAsync(frozen));
        _log.Say($"{name}{note}: {outcome.Report.Run.State}, exit {outcome.ExitCode}, {points}; {outcome.Report.Run.Error?.Code ?? "no error"}, "
            + $"warnings: {string.Join(" ", outcome.Report.Run.Warnings.Select(w => w.Code))}; VM {string.Join(" ", outcome.Report.Vms.Select(v => v.State))}; "
            + $"took {(outcome.Report.Run.EndedAt - outcome.Report.Run.StartedAt)?.TotalSeconds:0} s");
        await RepairAsync(name, fault);
    }

    /// <summary>The run that follows succeeds. An overlay that somebody else took out of use is for a person to remove: it is named until then.</summary>
    private async Task WithoutFaultAsync(string name)
    {
        try
        {
            await ApplyAsync();
            long before = await LabSites.GuestWroteAsync();
            Task<SyncOutcome> sync = lab.Cli.SyncAsync();
            Task<long> frozen = FrozenAsync();
            SyncOutcome outcome = await sync;
            Invariants must = new(lab, outcome, what => _log.Fail($"after {name}: {what}\n{outcome.Text}"));
            outcome.ShouldSucceed();
            await must.VmAsync();
            await must.OverlaysAsync();
            await must.SessionsAsync();
            _log.Say($"  after it: {outcome.Report!.Run.State}, {await must.PointsAsync(before, await SoonAsync(frozen))}; "
                + $"warnings: {string.Join(" ", outcome.Report.Run.Warnings.Select(w => w.Code))}");
            await RemoveAbandonedAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _log.Fail($"after {name}: {e.Message}");
        }
    }

    private async Task RepairAsync(string name, Fault fault)
    {
        try
        {
            await fault.RepairAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _log.Fail($"{name}: not repaired: {e.Message}");
        }
    }

    /// <summary>As a person does who was told of them; one that is in use would break the guest.</summary>
    private static async Task RemoveAbandonedAsync()
    {
        (await LabSites.ActiveImageAsync()).ShouldBe("/mnt/lab/gv1/vms/vm1.qcow2");
        await LabSites.OnAsync("p1", "sh", "-c", "rm -f /mnt/lab/gv1/vms/*.sync-*");
    }

    private async Task ApplyAsync(params string[] more)
    {
        ShellResult policy = await Shell.RunAsync(
            TimeSpan.FromMinutes(1), [Repository.At("lab", "policy"), "--rollover", "3", "--interval", "1", "--grace", "20s", .. more]);
        await lab.Cli.ApplyTextAsync(policy.ShouldSucceed().Output.Replace("replication: 15m", "replication: 4m", StringComparison.Ordinal));
    }

    /// <summary>A record that the snapshots cannot hold.</summary>
    private Task<long> FrozenAsync() => Proof.FrozenByAsync(lab);

    /// <summary>The same when the run is over; where the process that tells of the snapshots had died before, there is no such bound.</summary>
    private static async Task<long> SoonAsync(Task<long> frozen)
    {
        await Task.WhenAny(frozen, Task.Delay(TimeSpan.FromSeconds(5)));
        return frozen.IsCompletedSuccessfully ? await frozen : long.MaxValue;
    }
}
