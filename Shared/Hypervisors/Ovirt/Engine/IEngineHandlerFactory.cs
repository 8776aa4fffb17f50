using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Makes what carries requests to an engine.</summary>
public interface IEngineHandlerFactory
{
    /// <summary>A handler for this engine; it is kept as long as the process lives.</summary>
    HttpMessageHandler Create(EngineSettings settings);
}
