using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Simulators;

/// <summary>Reports of runs in which everything went wrong, in as many words and as awkward ones as may be.</summary>
public static class LargeReports
{
    /// <summary>A run whose every VM and every destination failed.</summary>
    /// <param name="count">How many of each.</param>
    public static RunReport Failed(int count)
    {
        // A character of two halves in the middle of what is cut, and quotes, which JSON makes six bytes of.
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
