namespace GlusterDr.Local.Engine;

/// <summary>Writes an answer to a live instance's request, and hands it over.</summary>
internal sealed class EventWrite(EngineCore core, OrchestrationRun run, HistoryRow row) : EngineWrite(core)
{
    protected override void Apply(HistoryTables tables) => Deliver(tables, run, row);
}
