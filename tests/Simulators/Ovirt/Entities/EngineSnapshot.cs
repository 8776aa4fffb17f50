namespace GlusterDr.Simulators;

/// <summary>A snapshot of a machine, as recorded by the engine.</summary>
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

    /// <summary>The description that its creator gave it.</summary>
    public string Description { get; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset Date { get; }

    /// <summary><c>ok</c>, <c>locked</c> or <c>in_preview</c>.</summary>
    public string Status { get; set; } = "ok";

    /// <summary>Whether it was requested with the guest's memory.</summary>
    public bool HasMemory { get; init; }

    /// <summary>Its disks that are not merged yet.</summary>
    public IReadOnlyList<EngineDisk> Disks { get; internal set; } = [];

    /// <summary>Whether it was requested through the API, and not by a person.</summary>
    internal bool IsOfRun { get; set; }

    /// <summary>Whether the machine's lock is for taking this snapshot, and not for merging it.</summary>
    internal bool IsBeingTaken { get; set; }
}
