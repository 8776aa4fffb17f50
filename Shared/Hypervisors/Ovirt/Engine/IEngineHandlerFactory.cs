using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Creates the HTTP handlers for requests to oVirt engines.</summary>
public interface IEngineHandlerFactory
{
    /// <summary>Creates the handler for an engine. It lives as long as the process.</summary>
    HttpMessageHandler Create(EngineSettings settings);
}
