namespace GlusterDr.Conformance.Engine;

/// <summary>When, about a durable step, an engine is killed.</summary>
public enum CrashMoment
{
    /// <summary>Before the step is on disk: what led to it has happened and is forgotten.</summary>
    BeforeCommit,

    /// <summary>When it is on disk, and nothing has come of it yet.</summary>
    AfterCommit,
}
