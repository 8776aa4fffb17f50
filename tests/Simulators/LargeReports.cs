using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Simulators;

/// <summary>Reports of runs in which everything failed, with texts that are as long and as awkward as possible.</summary>
public static class LargeReports
{
    /// <summary>A run in which each VM and each destination failed.</summary>
    /// <param name="count">The number of VMs, and of destinations.</param>
    public static RunReport Failed(int count)
    {
        // A surrogate pair where the text is cut, and quotes, each of which JSON writes in six bytes.
        string words = new string('"', 299) + string.Concat(Enumerable.Repeat("\ud83d\udd25", 5000));
        Error error = new(ErrorCodes.MergeFailed, ErrorClass.NeedsPerson, words, words, words, words);
        DateTimeOffset start = DateTimeOffset.UnixEpoch;
        Run run = new()
        {
            Id = "sync-vms-19700101T000000Z",
            Policy = "vms",
            StartedAt = start,
            EndedAt = start.AddHours(1),
            State = RunState.Failed,
            Phase = RunPhase.Done,
            Warnings = [.. Enumerable.Repeat(error, count)],
            Error = error,
        };
        return new(
            run,
            [.. Enumerable.Range(0, count).Select(i => new RunDestination($"destination-{i}", DestinationState.Failed) { Error = error })],
            [.. Enumerable.Range(0, count).Select(i => new RunVm(new VirtualMachine($"{i}", $"vm{i}", "h1", []), VmState.MergeFailed) { Error = error })]);
    }
}
