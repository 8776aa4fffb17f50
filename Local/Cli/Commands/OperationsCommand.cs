using System.CommandLine;
using GlusterDr.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Operations;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Lists operations; shows, follows or cancels one.</summary>
internal sealed class OperationsCommand : CliCommand
{
    private const int Shown = 20;
    private const string Reason = "glusterdr operations --cancel";

    private readonly Argument<string?> _operation = new("OPERATION")
    {
        Description = "Name of an operation; without it, all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _follow = new("--follow") { Description = "Wait until the operation has ended. An interrupted operation is resumed." };

    private readonly Option<bool> _cancel = new("--cancel") { Description = "Cancel the operation, roll it back, and wait until it has ended." };

    public OperationsCommand()
        : base("operations", "List long-running operations: session creation, diagnosis and repair.")
    {
        Add(_operation);
        Add(_follow);
        Add(_cancel);
        Validators.Add(result =>
        {
            if (result.GetValue(_operation) is null && (result.GetValue(_follow) || result.GetValue(_cancel)))
            {
                result.AddError("--follow and --cancel need an operation.");
            }
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr operations", "the newest first"),
        ("glusterdr operations session-gv1-20260101T020000Z", "the report of one operation"),
        ("glusterdr operations session-gv1-20260101T020000Z --cancel", "cancel it and roll it back, also after a crash"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        if (context.Parsed.GetValue(_operation) is not { } id)
        {
            context.Write(await context.AskAsync(s => s.Api.ListOperationsAsync(Shown, cancellation), cancellation), OperationText.List);
            return ExitCodes.Ok;
        }

        Operation operation = await context.AskAsync(s => s.Api.GetOperationAsync(id, cancellation), cancellation);
        bool cancel = context.Parsed.GetValue(_cancel);
        if (operation.IsOver || (!cancel && !context.Parsed.GetValue(_follow)))
        {
            context.Write(operation, OperationText.Outcome);
            return operation.IsOver ? OperationText.ExitCode(operation) : ExitCodes.Ok;
        }

        return await StayAsync(context, id, cancel, cancellation);
    }

    private static async Task<int> StayAsync(CommandContext context, string id, bool cancel, CancellationToken cancellation)
    {
        using Interrupts interrupts = new(context.Environment);
        return await new HostFinder(context).WithHostAsync(
            HostWork.Run,
            async session =>
            {
                try
                {
                    if (cancel)
                    {
                        interrupts.Hold();
                        await session.Api.CancelOperationAsync(id, Reason, cancellation);
                    }

                    int code = await new OperationWatch(context, session, interrupts).ToTheEndAsync(id, cancellation);
                    return cancel && code == ExitCodes.Cancelled ? ExitCodes.Ok : code;
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
