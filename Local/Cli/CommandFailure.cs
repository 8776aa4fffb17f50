using System.Net.Sockets;
using GlusterDr.Api;
using GlusterDr.Errors;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Local.Store;
using GlusterDr.Policies;
using GlusterDr.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Cli;

/// <summary>The failure of a command: exit code and error.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Error">The error.</param>
/// <param name="Errors">All errors of a policy.</param>
internal sealed record CommandFailure(int ExitCode, Error Error, IReadOnlyList<PolicyError>? Errors = null)
{
    public static CommandFailure Of(Exception exception) => exception switch
    {
        PolicyInvalidException invalid => new(ExitCodes.BadInput, invalid.ToError(), invalid.Errors),
        UsageException usage => new(ExitCodes.BadInput, Plain("usage", usage.Message)),
        ApiException api => new(CodeOf(api.Error.Code), api.Error, api.Problem.Errors),
        DrException known => new(CodeOf(known.Error.Code), known.Error),
        HostUnavailableException host => new(ExitCodes.Unavailable, Plain("host.unavailable", host.Message)),
        HttpRequestException http => new(ExitCodes.Unavailable, Plain("host.unavailable", http.Message)),
        UnauthorizedAccessException denied => new(ExitCodes.Unavailable, Plain(
            "host.data-directory", denied.Message, "Use --data-dir with a directory that you own, or run as the owner of this one.")),
        IOException or SocketException => new(ExitCodes.Unavailable, Plain("host.unavailable", exception.Message)),
        SqliteException database => OfDatabase(SqliteFaults.Explain(database)),
        OperationCanceledException => new(ExitCodes.Cancelled, Plain("cancelled", "Stopped.")),
        _ => new(ExitCodes.Defect, ErrorProperties.Read(exception)),
    };

    /// <summary>For people.</summary>
    public string ToText()
    {
        if (Errors is not { Count: > 0 } errors)
        {
            return Printable.Lines(AdviceText.Of(Error));
        }

        string count = errors.Count == 1 ? "1 error" : $"{errors.Count} errors";
        return Printable.Lines(string.Join('\n', errors.Select(e => e.ToString())) + $"\n{count}. {Error.Advice}");
    }

    private static int CodeOf(string code) => code switch
    {
        ErrorCodes.PolicyInvalid or ErrorCodes.NameInvalid or ErrorCodes.SettingUnsafe or ErrorCodes.SettingInvalid => ExitCodes.BadInput,
        ErrorCodes.PolicyNotFound or ErrorCodes.RunNotFound or ErrorCodes.SessionNotFound or ErrorCodes.VolumeNotFound
            or ErrorCodes.OperationNotFound or "http.404" => ExitCodes.NotFound,
        "http.401" or "http.403" or ErrorCodes.StoreUnavailable or ErrorCodes.StoreFailed => ExitCodes.Unavailable,
        ErrorCodes.LeaseHeld or ErrorCodes.SessionUnsafe => ExitCodes.Refused,
        ErrorCodes.Unexpected => ExitCodes.Defect,
        _ => ExitCodes.Failed,
    };

    private static CommandFailure OfDatabase(StoreFault fault) =>
        new(ExitCodes.Unavailable, Plain("host.data-directory", $"The database cannot be used. {fault.Reason}", fault.Advice));

    private static Error Plain(string code, string message, string? advice = null) =>
        new(code, ErrorClass.Permanent, message, Advice: advice);
}
