namespace GlusterDr.Tests.Lab.Faults;

/// <summary>Draws faults at random, each kind once before any comes again. One that could not be applied is drawn again, a few times.</summary>
internal sealed class TrialSchedule(Random random, IReadOnlyList<Fault> kinds)
{
    /// <summary>After so many trials in which a fault could not be applied the lab cannot apply it.</summary>
    public const int MostDraws = 5;

    private const int LongestDelay = 2500;

    // A merge of the lab's guest and what follows it take a second or two.
    private const int LongestDelayInMerge = 800;
    private const int ShortestFault = 4000;
    private const int LongestFault = 30000;

    private readonly Queue<Fault> _faults = new();
    private readonly Dictionary<string, int> _notJudged = new(StringComparer.Ordinal);

    /// <summary>The next trial: its fault, and when it is applied and repaired.</summary>
    public FaultTrial Next()
    {
        if (_faults.Count == 0)
        {
            Fault[] all = [.. kinds];
            random.Shuffle(all);
            Array.ForEach(all, _faults.Enqueue);
        }

        Fault fault = _faults.Dequeue();
        Moment moment = fault.At ?? Moment.All[random.Next(Moment.All.Count)];
        TimeSpan delay = TimeSpan.FromMilliseconds(random.Next(moment == Moment.Merge ? LongestDelayInMerge : LongestDelay));
        TimeSpan? heal = fault.MayHeal && random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(ShortestFault, LongestFault)) : null;
        return new FaultTrial(fault, moment, delay, heal);
    }

    /// <summary>Puts a fault back that could not be applied. False: it was drawn often enough.</summary>
    public bool DrawAgain(Fault fault)
    {
        int count = _notJudged[fault.Name] = _notJudged.GetValueOrDefault(fault.Name) + 1;
        if (count >= MostDraws)
        {
            return false;
        }

        _faults.Enqueue(fault);
        return true;
    }
}
