using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Something that is wrong with a session: what, how sure, by which facts, and what to do.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Summary">What it means, in one line.</param>
/// <param name="Cure">What <c>repair</c> may do.</param>
public sealed record Trouble(TroubleKind Kind, Certainty Certainty, string Summary, Cure Cure)
{
    /// <summary>A step to take.</summary>
    /// <param name="Text">What to do, in words.</param>
    /// <param name="Command">A command of Gluster or of the system that does it; null: none. Older versions stored commands of <c>glusterdr</c> here.</param>
    /// <param name="Host">Where to run it.</param>
    public sealed record Remedy(string Text, string? Command = null, string? Host = null)
    {
        /// <summary>What does it with GlusterDr, instead of a command; null: nothing.</summary>
        public AdvisedAction? Action { get; init; }
    }

    /// <summary>By what it is told.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What to do, in their order: each a command, with the host where to run it, or a sentence.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>Whether nothing is carried as long as it lasts.</summary>
    public bool Blocks { get; init; }

    /// <summary>Whether it is over by now, though its traces are fresh.</summary>
    public bool IsOver { get; init; }
}
