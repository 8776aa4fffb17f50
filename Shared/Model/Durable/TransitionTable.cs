using System.Collections.Frozen;

namespace GlusterDr.Durable;

/// <summary>The allowed transitions of a state machine.</summary>
public sealed class TransitionTable<TState>(IEnumerable<(TState From, TState[] To)> rows)
    where TState : struct, Enum
{
    private readonly FrozenDictionary<TState, FrozenSet<TState>> _allowed =
        rows.ToFrozenDictionary(row => row.From, row => row.To.ToFrozenSet());

    /// <summary>Whether one state may follow the other. Staying in a state is always allowed, because a step may run twice.</summary>
    public bool Allows(TState from, TState to) =>
        EqualityComparer<TState>.Default.Equals(from, to) || (_allowed.TryGetValue(from, out FrozenSet<TState>? next) && next.Contains(to));

    /// <summary>Whether the state is final.</summary>
    public bool IsFinal(TState state) => !_allowed.TryGetValue(state, out FrozenSet<TState>? next) || next.Count == 0;

    /// <summary>The new state.</summary>
    /// <exception cref="InvalidOperationException">The table does not allow it.</exception>
    public TState Move(TState from, TState to) => Allows(from, to)
        ? to
        : throw new InvalidOperationException($"{typeof(TState).Name} cannot go from {from} to {to}.");
}
