namespace GlusterDr.Local.Engine.History;

/// <summary>What a row of an instance's history says. The numbers are stored: never change them.</summary>
public enum HistoryKind
{
    /// <summary>The instance was started; the payload is its input.</summary>
    Started = 1,

    /// <summary>The workflow asked for an activity.</summary>
    ActivityScheduled = 2,

    /// <summary>The workflow asked for a timer; the payload is when it is due.</summary>
    TimerCreated = 3,

    /// <summary>The workflow started a sub-orchestration; the payload is its id.</summary>
    SubOrchestrationStarted = 4,

    /// <summary>The workflow raised an event in another instance; the payload is that one's id.</summary>
    EventSent = 5,

    /// <summary>An activity or sub-orchestration gave a result.</summary>
    TaskCompleted = 6,

    /// <summary>An activity or sub-orchestration failed.</summary>
    TaskFailed = 7,

    /// <summary>A timer became due.</summary>
    TimerFired = 8,

    /// <summary>An event was raised in this instance.</summary>
    EventRaised = 9,

    /// <summary>The instance is over: completed, failed or terminated.</summary>
    Ended = 10,
}
