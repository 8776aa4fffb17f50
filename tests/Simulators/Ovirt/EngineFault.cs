namespace GlusterDr.Simulators;

/// <summary>An error answer of the engine.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="detail">The detail of the fault.</param>
/// <param name="reason">The reason of the fault.</param>
internal sealed class EngineFault(int status, string detail, string reason = "Operation Failed") : Exception(detail)
{
    public int Status { get; } = status;

    public string Reason { get; } = reason;

    /// <summary>The message of a failed validation: the engine puts it into brackets, as a list of one.</summary>
    public static EngineFault Refusal(int status, string message) => new(status, $"[{message}]");

    public static EngineFault Incomplete(string type, string field, string method = "add") =>
        new(400, $"{type} [{field}] required for {method}", "Incomplete parameters");
}
