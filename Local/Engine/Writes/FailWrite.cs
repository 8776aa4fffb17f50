using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Ends an instance as failed, because its change cannot be stored.</summary>
internal sealed class FailWrite(EngineCore core, OrchestrationRun run, Exception exception) : EngineWrite(core)
{
    protected override void Apply(HistoryTables tables) => Close(tables, run, Outcome.Failed(exception));
}
