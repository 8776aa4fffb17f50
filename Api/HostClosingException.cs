namespace GlusterDr.Api;

/// <summary>The host is about to end, and starts and steers no more runs. Ask the next one.</summary>
public sealed class HostClosingException() : Exception("This host is shutting down: it starts and changes no runs.");
