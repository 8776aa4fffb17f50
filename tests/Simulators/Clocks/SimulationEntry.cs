using System.Runtime.CompilerServices;

namespace GlusterDr.Simulators;

/// <summary>An awaitable that moves the rest of an async method into a simulation.</summary>
/// <param name="simulation">The simulation.</param>
/// <param name="result">The result of the await.</param>
public readonly struct SimulationEntry<T>(Simulation simulation, T result) : INotifyCompletion
{
    /// <summary>True if the method is already in the simulation.</summary>
    public bool IsCompleted => simulation.IsCurrent;

    /// <summary>The awaiter: this value itself.</summary>
    public SimulationEntry<T> GetAwaiter() => this;

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => simulation.Post(_ => continuation(), null);

    /// <summary>The result of the await.</summary>
    public T GetResult() => result;
}
