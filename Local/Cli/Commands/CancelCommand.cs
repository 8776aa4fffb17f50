using System.CommandLine;
using GlusterDr.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Local.Hosting;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Cancels a run.</summary>
internal sealed class CancelCommand : CliCommand
{
    private const string Reason = "glusterdr cancel";

    private readonly Argument<string> _run = new("RUN") { Description = "Name of a run, from `glusterdr runs`." };

    public CancelCommand()
        : base("cancel", "Cancel a run and roll it back. Stops the sessions that it started, and merges its snapshots.")
    {
        Add(_run);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("glusterdr cancel sync-vms-20260101T020000Z", "cancel a run in any process")];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string id = context.Parsed.GetRequiredValue(_run);
        (Run run, bool cutShort) = await context.AskAsync(s => AskAsync(s, id, cancellation), cancellation);
        if (cutShort)
        {
            return await UndoAsync(context, id, cancellation);
        }

        context.Write(run, r => r.IsOver
            ? $"run {id} has already ended: {RunText.State(r.State)}"
            : $"run {id}: cancelling and rolling back; watch it with `glusterdr run {id} --follow`");
        return ExitCodes.Ok;
    }

    /// <summary>Sends the request to the host that runs. In a host that only answers requests, a run that has not ended was interrupted.</summary>
    private static async Task<(Run Run, bool CutShort)> AskAsync(HostSession session, string id, CancellationToken cancellation)
    {
        if (session.Own is null)
        {
            return (await session.Api.CancelRunAsync(id, Reason, cancellation), false);
        }

        Run run = (await session.Api.GetRunAsync(id, cancellation)).Run;
        return (run, session.IsCutShort(run));
    }

    /// <summary>Resumes an interrupted run to roll it back.</summary>
    private static async Task<int> UndoAsync(CommandContext context, string id, CancellationToken cancellation)
    {
        using Interrupts interrupts = new(context.Environment);
        return await new HostFinder(context).WithHostAsync(
            HostWork.Run,
            async session =>
            {
                try
                {
                    context.Say($"run {id} was interrupted; resuming it to roll it back");
                    interrupts.Hold();
                    await session.Api.CancelRunAsync(id, Reason, cancellation);
                    interrupts.Release();
                    int code = await new RunWatch(context, session, interrupts).ToTheEndAsync(id, cancellation);
                    return code == ExitCodes.Cancelled ? ExitCodes.Ok : code;
                }
                finally
                {
                    interrupts.Release();
                    await new HostFarewell(context, session, interrupts).WaitForOthersAsync(cancellation);
                }
            },
            interrupts.First);
    }
}
