using System.CommandLine;
using GlusterDr.Api;
using GlusterDr.Sessions;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>Diagnoses or repairs a session.</summary>
internal sealed class SessionDiagnosisCommand : CliCommand
{
    private readonly ApiOperation _operation;
    private readonly SessionArgument _session = new();

    private readonly Option<string[]> _files = new("--file")
    {
        Description = "Compare this file, relative to the volume's root; several times for several.",
        HelpName = "path",
    };

    private readonly Option<string?> _within = new("--within") { Description = "Compare what changed within so long: 2h, 1d.", HelpName = "time" };

    private readonly Option<bool> _all = new("--all") { Description = "Compare everything, the last changed first." };

    private readonly Option<int?> _mostFiles = new("--most-files") { Description = $"Compare no more than so many files. [default: {ContentScope.DefaultMostFiles}]", HelpName = "n" };

    private readonly Option<string?> _mostBytes = new("--most-bytes") { Description = "Read no more than so much at each site. [default: 64GiB]", HelpName = "size" };

    private readonly Option<string?> _address = new("--secondary-host")
    {
        Description = "Any host of the secondary pool by the name that this machine knows, where that is another.",
        HelpName = "host",
    };

    private readonly Option<bool> _recreate = new("--recreate")
    {
        Description = "The last means: delete the session and make it again, with the settings that it had. Everything is carried again.",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Also where the session is a policy's and stands still: it must run for the repair, so the recovery point is given up.",
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
            ("glusterdr session repair p1/gv1/s1::gv2", "do what a diagnosis says, and prove by what changed within a day"),
            ("glusterdr session repair p1/gv1/s1::gv2 --all", "the same, proven by all files"),
            ("glusterdr session repair p1/gv1/s1::gv2 --recreate", "the last means: carry everything again"),
        ]
        :
        [
            ("glusterdr session diagnose p1/gv1/s1::gv2", "why it is Faulty, or whether it only looks well"),
            ("glusterdr session diagnose p1/gv1/s1::gv2 --within 1d", "compare what changed within a day, too"),
        ];

    private bool IsRepair => _operation == DiagnosisOperations.Repair;

    public static SessionDiagnosisCommand Diagnose() => new(
        "diagnose", "Say what is wrong with a session and what to do: why it is Faulty, or whether it looks well and is not.", DiagnosisOperations.Diagnose);

    public static SessionDiagnosisCommand Repair() => new(
        "repair", "Do what a diagnosis says, where a machine may, and prove the result by content. Ctrl-C leaves the session as it was found.", DiagnosisOperations.Repair);

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        SessionAddress address = _session.Of(context);
        DiagnosisWish wish = Wish(context.Parsed);
        _ = wish.ToRepair(address);
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

                    // Asked again because the host went away: it is still the same operation that this command stands for.
                    operation ??= await session.Api.ExamineSessionAsync(_operation, address, wish, cancellation);
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

    private DiagnosisWish Wish(ParseResult parsed) => new()
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
