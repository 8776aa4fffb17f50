using GlusterDr.Errors;

namespace GlusterDr.Policies.Yaml;

/// <summary>What is wrong with a file, and where each member of the policy at hand was written in it.</summary>
internal sealed class YamlProblems(string file)
{
    private readonly List<PolicyError> _errors = [];
    private readonly Dictionary<string, Position> _positions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    public IReadOnlyList<PolicyError> InOrder => [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column)];

    public bool Any => _errors.Count > 0;

    /// <summary>Begins with the next policy of the file.</summary>
    public void BeginPolicy()
    {
        _positions.Clear();
        _broken.Clear();
    }

    public void Locate(string path, Position position) => _positions[path] = position;

    /// <summary>A value that could not be read; nothing more is said of it, nor of anything in it.</summary>
    public void AddBroken(string path, Position position, string message)
    {
        if (!Around(path).Any(_broken.Contains))
        {
            _broken.Add(path);
            Add(path, position, message);
        }
    }

    public void Add(string path, Position position, string message, string code = ErrorCodes.PolicyInvalid) =>
        _errors.Add(new(code, path, message, file, position.Line, position.Column));

    /// <summary>A broken rule; it stands where the value was written, or the nearest thing around it.</summary>
    public void AddFault(PolicyError fault)
    {
        if (!Around(fault.Path).Any(_broken.Contains))
        {
            Position position = Around(fault.Path).Where(_positions.ContainsKey).Select(p => _positions[p]).FirstOrDefault(new Position(1, 1));
            Add(fault.Path, position, fault.Message, fault.Code);
        }
    }

    /// <summary>A path and everything around it: <c>a[1].b</c>, <c>a[1]</c>, <c>a</c> and the whole.</summary>
    private static IEnumerable<string> Around(string path)
    {
        for (int end = path.Length; end > 0; end = path.AsSpan(0, end).LastIndexOfAny('.', '['))
        {
            yield return path[..end];
        }

        yield return "";
    }
}
