using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Repair;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>The body of a request to diagnose or repair a session.</summary>
public sealed record DiagnosisBody
{
    private const int MostFilesEver = 20_000;

    /// <summary>Any host of the secondary pool, as GlusterDr reaches it; null: the one that the session names.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Files to compare, relative to the volume's root.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Compare files that changed within this time: <c>90m</c>, <c>1d</c>.</summary>
    public string? Within { get; init; }

    /// <summary>Compare everything.</summary>
    public bool All { get; init; }

    /// <summary>At most this many files.</summary>
    public int? MostFiles { get; init; }

    /// <summary>At most this many bytes at each site: <c>64GiB</c>.</summary>
    public string? MostBytes { get; init; }

    /// <summary>Of a repair: permits to delete the session and create it again.</summary>
    public bool Recreate { get; init; }

    /// <summary>Of a repair: also if a recovery point of a policy becomes invalid.</summary>
    public bool Force { get; init; }

    /// <summary>The input of a diagnosis, with every name checked. Without a choice of files, only suspicious files are compared.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public DiagnoseRequest ToDiagnosis(SessionAddress address) => new(address) { SecondaryAddress = Secondary(), Content = Scope() };

    /// <summary>The input of a repair, with every name checked. Without a choice of files, those that changed within a day are compared.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public RepairRequest ToRepair(SessionAddress address)
    {
        RepairRequest request = new(address) { SecondaryAddress = Secondary(), Recreate = Recreate, Force = Force };
        return Scope() is { } scope ? request with { Content = scope } : request;
    }

    private string? Secondary() => SecondaryAddress is null ? null : HostName.Require(SecondaryAddress);

    private ContentScope? Scope()
    {
        if ((Files is null ? 0 : 1) + (Within is null ? 0 : 1) + (All ? 1 : 0) > 1)
        {
            throw Invalid("several ways at once", "choice of files", "one of: files, within, all");
        }

        ContentScope scope = new()
        {
            Paths = Files?.Select(GlusterNames.RequireFilePath).Distinct(StringComparer.Ordinal).ToArray(),
            Within = Within is null ? null : Units.TryParseDuration(Within, out TimeSpan within) && within > TimeSpan.Zero && within < TimeSpan.FromDays(36_500)
                ? within
                : throw Invalid(Within, "duration", Units.DurationForm),
            MostFiles = MostFiles is null ? ContentScope.DefaultMostFiles : MostFiles is > 0 and <= MostFilesEver ? MostFiles.Value
                : throw Invalid($"{MostFiles}", "number of files", $"1 to {MostFilesEver}"),
            MostBytes = MostBytes is null ? ContentScope.DefaultMostBytes : Units.TryParseSize(MostBytes, out long bytes) && bytes > 0 ? bytes
                : throw Invalid(MostBytes, "size", Units.SizeForm),
        };
        return Files is null && Within is null && !All ? null : scope;
    }

    private static DrException Invalid(string text, string what, string rule) =>
        new(new Error(ErrorCodes.NameInvalid, ErrorClass.Permanent, $"'{text}' is not a valid {what}.", Advice: $"Use {rule}."));
}
