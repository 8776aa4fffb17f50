namespace GlusterDr.Api;

/// <summary>The host is shutting down: it starts and changes no runs.</summary>
public sealed class HostClosingException() : Exception("This host is shutting down: it starts and changes no runs.");
