namespace GlusterDr.Conformance.Engine;

/// <summary>When an engine is killed: before or after a durable step is stored.</summary>
public enum CrashMoment
{
    /// <summary>Before the step is on disk: its work was done, and its result is lost.</summary>
    BeforeCommit,

    /// <summary>After the step is on disk, before anything else has happened.</summary>
    AfterCommit,
}
