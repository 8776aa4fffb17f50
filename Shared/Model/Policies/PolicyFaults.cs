using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Sites;

namespace GlusterDr.Policies;

/// <summary>Collects the errors in a policy, value by value.</summary>
internal sealed class PolicyFaults
{
    private readonly List<PolicyError> _all = [];

    public IReadOnlyList<PolicyError> All => _all;

    public void Add(string path, string message, string code = ErrorCodes.PolicyInvalid) => _all.Add(new(code, path, message));

    public void Name(string path, string what, string name) =>
        Require(PolicyName.IsValid(name), path, $"{what} is {PolicyName.Rule}; '{Shown(name)}' is not", ErrorCodes.NameInvalid);

    public void Volume(string path, string name) => Require(path, () => GlusterNames.RequireVolume(name));

    public void Host(string path, string name) => Require(path, () => HostName.Require(name));

    public void User(string path, string? name) => Require(path, () => name is null ? "" : GlusterNames.RequireUser(name));

    public void Words(string path, string what, string text) =>
        Require(text.Trim().Length > 0 && !text.Any(char.IsControl), path, $"{what} cannot be '{Shown(text)}'");

    public void FilePath(string path, string? file) => Require(
        file is null || (Path.IsPathFullyQualified(file) && !file.Any(char.IsControl)),
        path,
        $"'{Shown(file)}' is not an absolute path; only a policy file may name a file relative to itself");

    public void Range(string path, long value, long least, long most) => Require(
        value >= least && value <= most,
        path,
        most == long.MaxValue ? $"{value} is out of range: {least} or more" : $"{value} is out of range: {least} to {most}");

    public void Range(string path, TimeSpan value, TimeSpan least, TimeSpan most) => Require(
        value >= least && value <= most, path, $"{Units.Format(value)} is out of range: {Units.Format(least)} to {Units.Format(most)}");

    private void Require(bool isValid, string path, string message, string code = ErrorCodes.PolicyInvalid)
    {
        if (!isValid)
        {
            Add(path, message, code);
        }
    }

    private void Require(string path, Func<string> check)
    {
        try
        {
            check();
        }
        catch (DrException e)
        {
            Add(path, Shown(e.Error.Message), e.Error.Code);
        }
    }

    /// <summary>A value from outside in a form that can be shown: without control characters, and short.</summary>
    private static string Shown(string? text)
    {
        string plain = string.Concat((text ?? "").Select(c => char.IsControl(c) ? '\uFFFD' : c));
        return plain.Length > 300 ? plain[..300] + "…" : plain;
    }
}
