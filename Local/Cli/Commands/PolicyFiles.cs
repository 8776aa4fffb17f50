using GlusterDr.Policies;
using GlusterDr.Policies.Yaml;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Reads the policy files that a command line names.</summary>
internal static class PolicyFiles
{
    private const string StandardInput = "-";

    /// <summary>All policies of all files; if one is invalid, an error.</summary>
    /// <exception cref="PolicyInvalidException">Something is wrong in any of them; everything that is, is named.</exception>
    /// <exception cref="UsageException">A file cannot be read.</exception>
    public static async Task<IReadOnlyList<Policy>> ReadAsync(IEnumerable<string> files, CommandContext context, CancellationToken cancellation)
    {
        List<Policy> policies = [];
        List<PolicyError> errors = [];
        foreach (string file in files)
        {
            string text = await TextAsync(file, context, cancellation);
            try
            {
                policies.AddRange(PolicyFile.Read(text, file == StandardInput ? "stdin" : file));
            }
            catch (PolicyInvalidException e)
            {
                errors.AddRange(e.Errors);
            }
        }

        if (errors.Count == 0 && policies.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new UsageException($"Policy '{twice.Key}' is in two of the files.");
        }

        return errors.Count > 0 ? throw new PolicyInvalidException(errors) : policies;
    }

    private static async Task<string> TextAsync(string file, CommandContext context, CancellationToken cancellation)
    {
        try
        {
            return file == StandardInput
                ? await context.Environment.In.ReadToEndAsync(cancellation)
                : await File.ReadAllTextAsync(file, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{file} cannot be read: {e.Message}");
        }
    }
}
