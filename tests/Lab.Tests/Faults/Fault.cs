namespace GlusterDr.Tests.Lab.Faults;

/// <summary>Something that goes wrong while a run is at work.</summary>
/// <param name="Name">What it is called; of most, the file in lab/lib/faults.</param>
internal sealed record Fault(string Name)
{
    /// <summary>Applies it. Returns what is to be noted. <see cref="NotJudgedException"/>: it could not be applied.</summary>
    public required Func<LabSites, LiveSync, Task<string?>> MakeAsync { get; init; }

    /// <summary>Repairs it; again changes nothing.</summary>
    public Func<Task> RepairAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>The guest is gone by it: what is said of the VM is looked at before it is started again.</summary>
    public bool EndsGuest { get; init; }

    /// <summary>Whether it may be repaired in mid-run too.</summary>
    public bool MayHeal { get; init; }

    /// <summary>The phase that it belongs to; null: any.</summary>
    public Moment? At { get; init; }

    /// <summary>For <c>lab/policy</c>.</summary>
    public IReadOnlyList<string> Policy { get; init; } = [];

    /// <summary>One of <c>lab/fault</c>.</summary>
    public static Fault OfLab(string name) => new(name)
    {
        MakeAsync = async (_, _) =>
        {
            await NotJudgedException.ApplyAsync(name, () => LabSites.FaultAsync(name, on: true));
            return null;
        },
        RepairAsync = () => LabSites.FaultAsync(name, on: false),
        MayHeal = true,
    };
}
