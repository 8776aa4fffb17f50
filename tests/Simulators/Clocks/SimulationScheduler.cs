namespace GlusterDr.Simulators;

/// <summary>Runs tasks in a <see cref="Simulation"/>.</summary>
internal sealed class SimulationScheduler(Simulation simulation) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task) => simulation.Post(_ => TryExecuteTask(task), null);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && simulation.IsCurrent && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
