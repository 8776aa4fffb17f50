namespace GlusterDr.Simulators;

/// <summary>What one virsh command printed.</summary>
/// <param name="Success">Whether it succeeded.</param>
/// <param name="Quiet">To standard output, by a quiet virsh.</param>
/// <param name="Loud">By any other, without the line break that it ends each command with.</param>
/// <param name="Error">To standard error.</param>
internal sealed record VirshAnswer(bool Success, string Quiet, string Loud, string Error = "")
{
    /// <summary>What it did is told by a virsh that is not quiet.</summary>
    public static VirshAnswer Done(string told = "") => new(true, "", told);

    public static VirshAnswer Says(string output) => new(true, output, output);

    public static VirshAnswer Fails(string message) => new(false, "", "", $"error: {message}\n");
}
