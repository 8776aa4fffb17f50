namespace GlusterDr.Local.Engine.History;

/// <summary>The kind of a row in an instance's history. The numbers are stored: never change them.</summary>
public enum HistoryKind
{
    /// <summary>The instance was started; the payload is its input.</summary>
    Started = 1,

    /// <summary>The workflow requested an activity.</summary>
    ActivityScheduled = 2,

    /// <summary>The workflow requested a timer; the payload is its due time.</summary>
    TimerCreated = 3,

    /// <summary>The workflow started a sub-orchestration; the payload is its ID.</summary>
    SubOrchestrationStarted = 4,

    /// <summary>The workflow raised an event in another instance; the payload is that instance's ID.</summary>
    EventSent = 5,

    /// <summary>An activity or sub-orchestration returned a result.</summary>
    TaskCompleted = 6,

    /// <summary>An activity or sub-orchestration failed.</summary>
    TaskFailed = 7,

    /// <summary>A timer fired.</summary>
    TimerFired = 8,

    /// <summary>An event was raised in this instance.</summary>
    EventRaised = 9,

    /// <summary>The instance has ended: completed, failed or terminated.</summary>
    Ended = 10,
}
