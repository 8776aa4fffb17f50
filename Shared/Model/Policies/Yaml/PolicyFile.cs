namespace GlusterDr.Policies.Yaml;

/// <summary>Reads policy files: YAML, one document per policy. docs/first-policy.md explains every key.</summary>
public static class PolicyFile
{
    /// <summary>Reads every policy of a file, or none.</summary>
    /// <param name="text">The file's content.</param>
    /// <param name="fileName">Its name, for errors, and to resolve relative file names against.</param>
    /// <exception cref="PolicyInvalidException">A policy is invalid; the exception contains all errors.</exception>
    public static IReadOnlyList<Policy> Read(string text, string fileName) =>
        Read(text, fileName, Path.GetDirectoryName(Path.GetFullPath(fileName)));

    /// <summary>Reads policies that are not from a file: file names in them must be absolute.</summary>
    /// <param name="text">The content.</param>
    /// <param name="source">Its name in errors.</param>
    /// <exception cref="PolicyInvalidException">A policy is invalid; the exception contains all errors.</exception>
    public static IReadOnlyList<Policy> ReadBody(string text, string source) => Read(text, source, directory: null);

    private static IReadOnlyList<Policy> Read(string text, string source, string? directory)
    {
        YamlProblems problems = new(source);
        PolicyReader reader = new(new SiteReader(directory));
        IReadOnlyList<YamlNode> documents = new YamlComposer(text, problems).Compose();
        List<Policy> policies = [];
        foreach (YamlNode document in documents.Where(d => d is not YamlScalar { IsNull: true }))
        {
            problems.BeginPolicy();
            if (ReadDocument(document, reader, problems) is { } policy)
            {
                RejectSecond(policy, policies, problems);
                policies.Add(policy);
            }
        }

        if (policies.Count == 0 && !problems.Any)
        {
            problems.Add("", new Position(1, 1), "there is no policy in this file");
        }

        return problems.Any ? throw new PolicyInvalidException(problems.InOrder) : policies;
    }

    private static Policy? ReadDocument(YamlNode document, PolicyReader reader, YamlProblems problems)
    {
        problems.Locate("", document.Position);
        if (document is not YamlNode.YamlMap map)
        {
            problems.Add("", document.Position, $"a policy is a section of keys, not {document.Kind}");
            return null;
        }

        Policy policy = reader.Read(new YamlMapReader(map, "", problems));
        foreach (PolicyError fault in PolicyRules.Check(policy))
        {
            problems.AddFault(fault);
        }

        return policy;
    }

    private static void RejectSecond(Policy policy, List<Policy> earlier, YamlProblems problems)
    {
        if (policy.Name.Length > 0 && earlier.Any(p => p.Name == policy.Name))
        {
            problems.AddFault(new(Errors.ErrorCodes.PolicyInvalid, "name", $"another policy of this file is called '{policy.Name}' already"));
        }
    }
}
