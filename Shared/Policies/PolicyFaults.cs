using System.Text.RegularExpressions;
using GlusterDr.Errors;

namespace GlusterDr.Policies;

/// <summary>Collects what is wrong with a policy, value by value.</summary>
internal sealed partial class PolicyFaults
{
    private readonly List<PolicyError> _all = [];

    public IReadOnlyList<PolicyError> All => _all;

    public void Add(string path, string message, string code = ErrorCodes.PolicyInvalid) => _all.Add(new(code, path, message));

    public void Name(string path, string what, string name) =>
        Require(PolicyName.IsValid(name), path, $"{what} is {PolicyName.Rule}; '{Shown(name)}' is not", ErrorCodes.NameInvalid);

    public void Volume(string path, string name) => Require(
        VolumeName().IsMatch(name),
        path,
        $"'{Shown(name)}' is no name of a Gluster volume: letters, digits, - and _, the first not a -",
        ErrorCodes.NameInvalid);

    public void Host(string path, string name) => Require(
        HostName().IsMatch(name), path, $"'{Shown(name)}' is no host name, address or ssh alias", ErrorCodes.NameInvalid);

    public void User(string path, string? name) => Require(
        name is null || UserName().IsMatch(name), path, $"'{Shown(name)}' is no user name", ErrorCodes.NameInvalid);

    public void Words(string path, string what, string text) =>
        Require(text.Trim().Length > 0 && !text.Any(char.IsControl), path, $"{what} cannot be '{Shown(text)}'");

    public void FilePath(string path, string? file) => Require(
        file is null || (Path.IsPathFullyQualified(file) && !file.Any(char.IsControl)),
        path,
        $"'{Shown(file)}' is no absolute path; only a policy file may name a file from where it stands itself");

    public void Range(string path, long value, long least, long most) => Require(
        value >= least && value <= most,
        path,
        most == long.MaxValue ? $"{value} is out of range: {least} or more" : $"{value} is out of range: {least} to {most}");

    public void Range(string path, TimeSpan value, TimeSpan least, TimeSpan most) => Require(
        value >= least && value <= most, path, $"{Units.Format(value)} is out of range: {Units.Format(least)} to {Units.Format(most)}");

    private void Require(bool kept, string path, string message, string code = ErrorCodes.PolicyInvalid)
    {
        if (!kept)
        {
            Add(path, message, code);
        }
    }

    /// <summary>What may be shown of a value from outside: no control characters, and no novel.</summary>
    private static string Shown(string? text)
    {
        string plain = string.Concat((text ?? "").Select(c => char.IsControl(c) ? '\uFFFD' : c));
        return plain.Length > 60 ? plain[..60] + "…" : plain;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_-]{0,254}\z")]
    private static partial Regex VolumeName();

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9._-]{0,253}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,39})\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}\z")]
    private static partial Regex UserName();
}
