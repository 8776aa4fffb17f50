using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab.Faults;

/// <summary>
/// Runs with one random fault each, of every kind that the lab can make, at a random moment. Each ends, says nothing that is not so, leaves
/// nothing that it does not name, and the next run succeeds. GLUSTERDR_LAB_RUNS sets another number than twenty, GLUSTERDR_LAB_FAULTS
/// (names, separated by commas) fewer kinds.
/// </summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class RandomFaultTests(LabSites lab, ITestOutputHelper output) : LabTests
{
    private readonly TrialLog _log = new(output);

    [Fact]
    public async Task Runs_with_one_random_fault_each()
    {
        TrialSchedule schedule = new(_log.Draw(), Kinds());
        int runs = Environment.GetEnvironmentVariable("GLUSTERDR_LAB_RUNS") is { } given ? int.Parse(given) : 20;
        int right = 0;
        for (int run = 1; run <= runs;)
        {
            FaultTrial trial = schedule.Next();
            string name = $"run {run}: {trial}";
            int before = _log.Failures.Count;
            bool judged = await IsJudgedAsync(name, trial);
            await WithoutFaultAsync(name);
            if (!judged && schedule.DrawAgain(trial.Fault))
            {
                continue;
            }

            if (!judged)
            {
                _log.Fail($"{name}: the fault could not be applied in {TrialSchedule.MostDraws} trials");
            }

            right += _log.Failures.Count == before ? 1 : 0;
            _log.Say($"  {right} of {run} right");
            run++;
        }

        _log.Failures.ShouldBeEmpty();
    }

    private static IReadOnlyList<Fault> Kinds()
    {
        if (Environment.GetEnvironmentVariable("GLUSTERDR_LAB_FAULTS") is not { } given)
        {
            return FaultKinds.All;
        }

        string[] names = given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. names.Select(name => FaultKinds.All.FirstOrDefault(f => f.Name == name) ?? throw new ArgumentException($"There is no fault '{name}'."))];
    }

    /// <summary>False: the fault was not applied. Whatever happened, the run has ended and the lab is repaired when this returns.</summary>
    private async Task<bool> IsJudgedAsync(string name, FaultTrial trial)
    {
        LiveSync? sync = null;
        bool whole = false;
        try
        {
            await ApplyAsync([.. trial.Fault.Policy]);
            long before = await LabSites.GuestWroteAsync();
            sync = LiveSync.Start(lab.Cli);
            await WithFaultAsync(name, trial, sync, before);
            whole = true;
            return true;
        }
        catch (NotJudgedException e)
        {
            _log.Say($"{name}: not judged, and drawn again: {e.Message}");
            return false;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _log.Fail($"{name}: {e.Message}");
            return true;
        }
        finally
        {
            await RestoreAsync(name, trial.Fault, sync, whole);
        }
    }

    private async Task WithFaultAsync(string name, FaultTrial trial, LiveSync sync, long before)
    {
        Fault fault = trial.Fault;
        Task<long> frozen = FrozenAsync();
        Task<string> come = RunWatch.UntilAsync(lab.Cli, trial.Moment.HasCome);
        await Task.WhenAny(come, sync.EndAsync());
        await Task.Delay(trial.Delay);
        if (sync.IsOver)
        {
            throw new NotJudgedException("the run had ended before the fault was applied");
        }

        string note = await fault.MakeAsync(lab, sync) is { } said ? $" ({said})" : "";
        if (trial.Heal is { } after)
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
            + $"warnings: {string.Join(" ", outcome.Report.Run.Warnings.Select(w => w.Code))}; VM {string.Join(" ", outcome.Report.Vms.Select(v => $"{v.State} {v.Error?.Code}".Trim()))}; "
            + $"took {(outcome.Report.Run.EndedAt - outcome.Report.Run.StartedAt)?.TotalSeconds:0} s");
    }

    /// <summary>
    /// Repairs the fault and waits for the end of the run: while it goes on, the next <c>glusterdr sync</c> would continue it and report its
    /// state, which is older than what the next trial measures.
    /// </summary>
    /// <param name="name">The trial.</param>
    /// <param name="fault">Its fault.</param>
    /// <param name="sync">Its run; null: it was not started.</param>
    /// <param name="whole">The trial went as planned; false: all that may be missing in the lab is looked for.</param>
    private async Task RestoreAsync(string name, Fault fault, LiveSync? sync, bool whole)
    {
        await RepairAsync(name, fault);
        try
        {
            if (sync is { IsOver: false })
            {
                await sync.SignalAsync("CONT");
                await sync.EndAsync();
            }

            if (!whole)
            {
                await LabSites.RestoreAsync();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _log.Fail($"{name}: the lab was not restored: {e.Message}");
        }
        finally
        {
            sync?.Dispose();
        }
    }

    /// <summary>The run that follows succeeds. An overlay that somebody else took out of use is for a person to remove: it is named until then.</summary>
    private async Task WithoutFaultAsync(string name)
    {
        try
        {
            await ApplyAsync();
            DateTimeOffset begin = TimeProvider.System.GetUtcNow();
            long before = await LabSites.GuestWroteAsync();
            Task<SyncOutcome> sync = lab.Cli.SyncAsync();
            Task<long> frozen = FrozenAsync();
            SyncOutcome outcome = await sync;
            if (outcome.Report is { } report && report.Run.StartedAt < begin)
            {
                _log.Say($"  after it: continued run {report.Run.Id} ({report.Run.State}), which is older than what was measured");
                before = await LabSites.GuestWroteAsync();
                sync = lab.Cli.SyncAsync();
                frozen = FrozenAsync();
                outcome = await sync;
            }

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
