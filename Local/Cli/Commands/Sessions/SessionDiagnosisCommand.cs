using System.CommandLine;
using GlusterDr.Api;
using GlusterDr.Api.Operations;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Diagnoses or repairs a session.</summary>
internal sealed class SessionDiagnosisCommand : CliCommand
{
    private readonly ApiOperation _operation;
    private readonly SessionArgument _session = new();

    private readonly Option<string[]> _files = new("--file")
    {
        Description = "Compare this file (path relative to the volume's root). Can be given several times.",
        HelpName = "path",
    };

    private readonly Option<string?> _within = new("--within") { Description = "Compare files changed within this time: 2h, 1d.", HelpName = "time" };

    private readonly Option<bool> _all = new("--all") { Description = "Compare all files, last changed first." };

    private readonly Option<int?> _mostFiles = new("--most-files") { Description = $"Compare at most this many files. [default: {ContentScope.DefaultMostFiles}]", HelpName = "n" };

    private readonly Option<string?> _mostBytes = new("--most-bytes") { Description = "Read at most this much data at each site. [default: 64GiB]", HelpName = "size" };

    private readonly Option<string?> _address = new("--secondary-host")
    {
        Description = "Any host of the secondary pool, by the name under which this machine reaches it, if that differs.",
        HelpName = "host",
    };

    private readonly Option<bool> _recreate = new("--recreate")
    {
        Description = "Last resort: delete the session and create it again with the same options. Replicates everything again.",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Repair a stopped session that belongs to a policy. The repair runs the session, so the recovery point is lost.",
    };

    private SessionDiagnosisCommand(string name, string description, ApiOperation operation)
        : base(name, description)
    {
        _operation = operation;
        Add(_session);
        Option[] ofRepair = IsRepair ? [_recreate, _force] : [];
        foreach (Option option in (Option[])[_files, _within, _all, _mostFiles, _mostBytes, .. ofRepair, _address])
        {
            Add(option);
        }
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples => IsRepair
        ?
        [
            ("glusterdr session repair p1/gv1/s1::gv2", "repair it, and verify the files changed within a day"),
            ("glusterdr session repair p1/gv1/s1::gv2 --all", "the same, and verify all files"),
            ("glusterdr session repair p1/gv1/s1::gv2 --recreate", "last resort: replicate everything again"),
        ]
        :
        [
            ("glusterdr session diagnose p1/gv1/s1::gv2", "find why it is Faulty, or whether it only looks healthy"),
            ("glusterdr session diagnose p1/gv1/s1::gv2 --within 1d", "also compare the files changed within a day"),
        ];

    private bool IsRepair => _operation == DiagnosisOperations.Repair;

    public static SessionDiagnosisCommand Diagnose() => new(
        "diagnose", "Diagnose a session: find why it is Faulty, or whether it only looks healthy, and show the fix.", DiagnosisOperations.Diagnose);

    public static SessionDiagnosisCommand Repair() => new(
        "repair", "Repair a session: apply the fixes that need no person, and verify the result by content. Ctrl-C restores the previous state of the session.", DiagnosisOperations.Repair);

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress address = _session.Of(context);
        DiagnosisBody body = Wish(context.Parsed);
        _ = body.ToRepair(address);
        using Interrupts interrupts = new(context.Environment);
        string? operation = null;
        return await new HostFinder(context).WithHostAsync(
            HostWork.Run,
            async session =>
            {
                try
                {
                    if (session.Own is not null)
                    {
                        interrupts.Hold();
                    }

                    // Repeated because the host went away: it is still the same operation that this command stands for.
                    operation ??= await session.Api.DiagnoseSessionAsync(_operation, address, body, cancellation);
                    return await new OperationWatch(context, session, interrupts).ToTheEndAsync(operation, cancellation);
                }
                finally
                {
                    interrupts.Release();
                    await new HostFarewell(context, session, interrupts).WaitForOthersAsync(cancellation);
                }
            },
            interrupts.First);
    }

    private DiagnosisBody Wish(ParseResult parsed) => new()
    {
        Files = parsed.GetValue(_files) is { Length: > 0 } files ? files : null,
        Within = parsed.GetValue(_within),
        All = parsed.GetValue(_all),
        MostFiles = parsed.GetValue(_mostFiles),
        MostBytes = parsed.GetValue(_mostBytes),
        SecondaryAddress = parsed.GetValue(_address),
        Recreate = IsRepair && parsed.GetValue(_recreate),
        Force = IsRepair && parsed.GetValue(_force),
    };
}
