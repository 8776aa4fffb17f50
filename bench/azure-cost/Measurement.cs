namespace GlusterDr.AzureCost;

/// <summary>The requests of one run, and those of an idle hour.</summary>
internal sealed record Measurement
{
    public required int Vms { get; init; }

    public required TimeSpan Took { get; init; }

    public required int Activities { get; init; }

    public required int Episodes { get; init; }

    public required int HistoryEvents { get; init; }

    /// <summary>The requests by service and kind, including those of polling in the same time.</summary>
    public required IReadOnlyDictionary<string, int> Requests { get; init; }

    /// <summary>The requests of an idle app in an hour.</summary>
    public required IReadOnlyDictionary<string, double> IdleHour { get; init; }

    public int Of(string service) => Requests.Where(r => r.Key.StartsWith(service, StringComparison.Ordinal)).Sum(r => r.Value);

    public double IdleHourOf(string service) => IdleHour.Where(r => r.Key.StartsWith(service, StringComparison.Ordinal)).Sum(r => r.Value);

    public override string ToString() =>
        $"{Vms} VMs in {Took.TotalSeconds:f0} s: {Activities} activities, {Episodes} episodes, {HistoryEvents} history events, {Requests.Values.Sum()} requests"
        + string.Concat(Requests.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"\n    {r.Key,-22}{r.Value,8}"))
        + $"\n  idle, in an hour: {IdleHour.Values.Sum():f0}"
        + string.Concat(IdleHour.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"\n    {r.Key,-22}{r.Value,8:f0}"));
}
