namespace GlusterDr.Simulators;

/// <summary>A snapshot of a machine as the engine knows it.</summary>
public sealed class EngineSnapshot
{
    internal EngineSnapshot(string id, string description, DateTimeOffset date)
    {
        Id = id;
        Description = description;
        Date = date;
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>What its maker called it.</summary>
    public string Description { get; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset Date { get; }

    /// <summary><c>ok</c>, <c>locked</c> or <c>in_preview</c>.</summary>
    public string Status { get; set; } = "ok";

    /// <summary>Whether it was asked for with the guest's memory.</summary>
    public bool HasMemory { get; init; }

    /// <summary>The disks that it holds, as far as they are not merged yet.</summary>
    public IReadOnlyList<EngineDisk> Disks { get; internal set; } = [];

    /// <summary>Whether it was asked for through the API, rather than by a person who keeps it.</summary>
    internal bool IsOfRun { get; set; }

    /// <summary>Who holds the machine's lock meanwhile: a snapshot that is being taken, rather than merged.</summary>
    internal bool IsBeingTaken { get; set; }
}
