namespace GlusterDr.Simulators;

/// <summary>The engine refuses.</summary>
/// <param name="status">The status that it answers with.</param>
/// <param name="detail">What it says in detail.</param>
/// <param name="reason">What it says in short.</param>
internal sealed class EngineFault(int status, string detail, string reason = "Operation Failed") : Exception(detail)
{
    public int Status { get; } = status;

    public string Reason { get; } = reason;

    /// <summary>A validation's message: the engine puts a list of one into brackets.</summary>
    public static EngineFault Refusal(int status, string message) => new(status, $"[{message}]");

    public static EngineFault Incomplete(string type, string field, string method = "add") =>
        new(400, $"{type} [{field}] required for {method}", "Incomplete parameters");
}
