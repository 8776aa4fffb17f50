namespace GlusterDr.Simulators;

/// <summary>A job: what the engine reports about its work for a request.</summary>
public sealed class EngineJob
{
    internal EngineJob(string id, string correlationId, string description, DateTimeOffset start)
    {
        Id = id;
        CorrelationId = correlationId;
        Description = description;
        Start = start;
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The correlation id of the request.</summary>
    public string CorrelationId { get; }

    /// <summary>Its description.</summary>
    public string Description { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>When it ended. Null: it is still running.</summary>
    public DateTimeOffset? End { get; private set; }

    /// <summary><c>started</c>, <c>finished</c> or <c>failed</c>.</summary>
    public string Status { get; private set; } = "started";

    internal void Finish(bool succeeded, DateTimeOffset now)
    {
        Status = succeeded ? "finished" : "failed";
        End = now;
    }
}
