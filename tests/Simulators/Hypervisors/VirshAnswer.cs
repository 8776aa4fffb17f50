namespace GlusterDr.Simulators;

/// <summary>The output of a virsh command.</summary>
/// <param name="Success">Whether it succeeded.</param>
/// <param name="Quiet">Standard output with <c>--quiet</c>.</param>
/// <param name="Loud">Standard output without <c>--quiet</c>, without the line break after each command.</param>
/// <param name="Error">Standard error.</param>
internal sealed record VirshAnswer(bool Success, string Quiet, string Loud, string Error = "")
{
    /// <summary>Success, with output only without <c>--quiet</c>.</summary>
    public static VirshAnswer Done(string told = "") => new(true, "", told);

    public static VirshAnswer Says(string output) => new(true, output, output);

    public static VirshAnswer Fails(string message) => new(false, "", "", $"error: {message}\n");
}
