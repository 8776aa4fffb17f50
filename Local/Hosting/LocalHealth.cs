using GlusterDr.Api;
using GlusterDr.Api.Health;
using GlusterDr.Errors;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Store;

namespace GlusterDr.Local.Hosting;

/// <summary>The health of the embedded host, which is that of its engine and its database.</summary>
internal sealed class LocalHealth(EmbeddedEngine engine, SqliteDatabase database, LocalHostOptions options) : IHostHealth
{
    public HostWork Work => options.Work;

    public bool IsHealthy => !engine.Stopped.IsCancellationRequested;

    public string? Failure => engine.Failure?.Message;

    public Error? Waiting => database.Waiting is { } fault
        ? new Error(
            ErrorCodes.StoreUnavailable,
            fault.Class,
            $"Waiting: the database cannot be written. {fault.Reason} Runs and operations continue by themselves when it can be written again.",
            database.Path,
            Advice: fault.Advice)
        : null;
}
