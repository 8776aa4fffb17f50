namespace GlusterDr.Local.Cli;

/// <summary>How a command writes its result.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: one JSON document on stdout and nothing else.</summary>
    Json,
}
