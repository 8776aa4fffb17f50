using GlusterDr.Errors;
using GlusterDr.Operations;

namespace GlusterDr.Orchestrations.Common;

/// <summary>What came of undoing an operation.</summary>
/// <param name="Left">What could not be undone, or was left for the sake of that.</param>
/// <param name="Standing">The step that could not be undone and needs those before it, as it was until then; null: there is none.</param>
internal sealed record UndoOutcome(IReadOnlyList<Error> Left, OperationStep? Standing);
