using GlusterDr.Errors;

namespace GlusterDr.Api.Health;

/// <summary>The health of a host.</summary>
public interface IHostHealth
{
    /// <summary>What the host does.</summary>
    HostWork Work { get; }

    /// <summary>False: its workflow engine has stopped.</summary>
    bool IsHealthy { get; }

    /// <summary>Why it stopped.</summary>
    string? Failure { get; }

    /// <summary>Why its runs and operations wait, for example for a full disk. Null: they do not.</summary>
    Error? Waiting => null;
}
