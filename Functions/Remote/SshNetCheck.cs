using GlusterDr.Errors;
using GlusterDr.Functions.Hosting;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;

namespace GlusterDr.Functions.Remote;

/// <summary>Checks that the app's private key and pinned host keys are usable, before a run needs them.</summary>
internal sealed class SshNetCheck(SshNetSettings settings, ISecretReader secrets)
{
    /// <summary>The problems, each with the setting's name, and never with the content of a secret.</summary>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellation) =>
    [
        .. settings.Problems,
        .. await CheckAsync(SshNetSettings.PrivateKey, settings.Options.PrivateKey!, KeyProblems, cancellation),
        .. await CheckAsync(SshNetSettings.KnownHosts, settings.Options.KnownHosts!, PinProblems, cancellation),
    ];

    private async Task<IEnumerable<string>> CheckAsync(
        string setting, SecretReference place, Func<SecretReference, string, IEnumerable<string>> find, CancellationToken cancellation)
    {
        try
        {
            string text = await secrets.ReadAsync(place, cancellation);
            IEnumerable<string> problems = VaultReference.IsUnresolved(text) ? [$"{place} {VaultReference.Unresolved}"] : find(place, text);
            return [.. problems.Select(p => $"{setting}: {p}")];
        }
        catch (DrException e)
        {
            return [$"{setting}: {e.Error.Message} {e.Error.Advice}"];
        }
    }

    private static IEnumerable<string> KeyProblems(SecretReference place, string text)
    {
        SshNetKey.Read(place, text).Dispose();
        return [];
    }

    private static IEnumerable<string> PinProblems(SecretReference place, string text)
    {
        string[] lines = text.Split('\n');
        IEnumerable<string> problems = lines
            .Select((line, i) => HostKeyPin.ProblemOf(line) is { } problem ? $"{place}, line {i + 1}: {problem}." : null)
            .OfType<string>();
        return lines.Any(line => HostKeyPin.Parse(line) is { Revoked: false }) ? problems : [.. problems, $"{place} pins no host's key: no host is trusted."];
    }
}
