using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>A fault of a session: its kind and certainty, the evidence, and what to do.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Certainty">How certain it is.</param>
/// <param name="Summary">What it means, in one line.</param>
/// <param name="Cure">What a repair does about it.</param>
public sealed record Trouble(TroubleKind Kind, Certainty Certainty, string Summary, Cure Cure)
{
    /// <summary>One step of a fix.</summary>
    /// <param name="Text">What to do, in words.</param>
    /// <param name="Command">A command of Gluster or of the system that does it; null: none. Older versions stored commands of <c>glusterdr</c> here.</param>
    /// <param name="Host">Where to run it.</param>
    public sealed record Remedy(string Text, string? Command = null, string? Host = null)
    {
        /// <summary>What does it with GlusterDr, instead of a command; null: nothing.</summary>
        public AdvisedAction? Action { get; init; }
    }

    /// <summary>The facts that show it.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What to do, in this order.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>Whether nothing is replicated while it lasts.</summary>
    public bool Blocks { get; init; }

    /// <summary>Whether it is over, although its traces are recent.</summary>
    public bool IsOver { get; init; }
}
