using GlusterDr.Errors;

namespace GlusterDr.Orchestrations.Sync.Common;

/// <summary>
/// The warnings of a run. A limited number of each kind is kept: of a thousand VMs that fail in the same way, each has the error in its own
/// record.
/// </summary>
internal sealed class RunWarnings(RunErrors errors)
{
    private const int MostOfAKind = 25;

    private readonly List<Error> _kept = [];
    private readonly HashSet<Error> _all = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The kept ones in their order, and at the end how many more there were of each kind.</summary>
    public IReadOnlyList<Error> All => [.. _kept, .. _counts.Where(c => c.Value > MostOfAKind).Select(c => Rest(c.Key, c.Value))];

    /// <summary>
    /// Another control plane has taken the lease at the site, and all later failures follow from that; null: not as far as is known.
    /// </summary>
    public Error? LeaseLost { get; private set; }

    public void Add(Error warning)
    {
        if (warning.Code == ErrorCodes.LeaseLost)
        {
            LeaseLost ??= warning;
            return;
        }

        _all.Add(warning);
        int count = _counts.GetValueOrDefault(warning.Code) + 1;
        _counts[warning.Code] = count;
        if (count <= MostOfAKind)
        {
            _kept.Add(warning);
        }
    }

    public void AddRange(IEnumerable<Error> warnings)
    {
        foreach (Error warning in warnings)
        {
            Add(warning);
        }
    }

    /// <summary>Adds those that were not added before.</summary>
    public void AddNew(IEnumerable<Error> warnings) => AddRange(warnings.Where(w => !_all.Contains(w)));

    private Error Rest(string code, int count)
    {
        Error first = _kept.First(w => w.Code == code);
        return first with
        {
            Message = $"And {count - MostOfAKind} more like the {MostOfAKind} above ({code}).",
            Host = null,
            Tried = null,
            Advice = errors.RestAdvice,
        };
    }
}
