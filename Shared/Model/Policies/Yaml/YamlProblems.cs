using GlusterDr.Errors;

namespace GlusterDr.Policies.Yaml;

/// <summary>The errors in a file, and the position of each member of the current policy in it.</summary>
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

    /// <summary>Reports a value that could not be read. No further errors are reported for it or anything in it.</summary>
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

    /// <summary>Reports a violated rule, at the position of the value or of the closest section around it.</summary>
    public void AddFault(PolicyError fault)
    {
        if (!Around(fault.Path).Any(_broken.Contains))
        {
            Position position = Around(fault.Path).Where(_positions.ContainsKey).Select(p => _positions[p]).FirstOrDefault(new Position(1, 1));
            Add(fault.Path, position, fault.Message, fault.Code);
        }
    }

    /// <summary>A path and all paths that contain it: <c>a[1].b</c>, <c>a[1]</c>, <c>a</c> and the whole.</summary>
    private static IEnumerable<string> Around(string path)
    {
        for (int end = path.Length; end > 0; end = path.AsSpan(0, end).LastIndexOfAny('.', '['))
        {
            yield return path[..end];
        }

        yield return "";
    }
}
