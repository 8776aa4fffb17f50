using GlusterDr.Errors;

namespace GlusterDr.Api.Health;

/// <summary>What a host knows of itself.</summary>
public interface IHostHealth
{
    /// <summary>What it does.</summary>
    HostWork Work { get; }

    /// <summary>False: its engine has stopped.</summary>
    bool IsHealthy { get; }

    /// <summary>Why it stopped.</summary>
    string? Failure { get; }

    /// <summary>What keeps its runs and operations waiting: a full disk, say. Null: nothing.</summary>
    Error? Waiting => null;
}
