namespace GlusterDr.Tests.Local.Cli;

/// <summary>The system's clock, set forward.</summary>
internal sealed class LaterTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
