using System.Runtime.CompilerServices;

namespace GlusterDr.Simulators;

/// <summary>Awaited, it takes the rest of an async method into a simulation.</summary>
/// <param name="simulation">The simulation.</param>
/// <param name="result">What the await gives.</param>
public readonly struct SimulationEntry<T>(Simulation simulation, T result) : INotifyCompletion
{
    /// <summary>True where the method is in it already.</summary>
    public bool IsCompleted => simulation.IsCurrent;

    /// <summary>This.</summary>
    public SimulationEntry<T> GetAwaiter() => this;

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => simulation.Post(_ => continuation(), null);

    /// <summary>What the await gives.</summary>
    public T GetResult() => result;
}
