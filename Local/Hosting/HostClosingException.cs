namespace GlusterDr.Local.Hosting;

/// <summary>The host is about to end and starts no more runs. Ask the next one.</summary>
public sealed class HostClosingException() : Exception("This host is about to end; it starts no more runs.");
