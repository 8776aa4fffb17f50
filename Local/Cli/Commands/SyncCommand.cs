using System.CommandLine;
using GlusterDr.Api;
using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Hosting;

namespace GlusterDr.Local.Cli.Commands;

/// <summary>Runs a policy now.</summary>
internal sealed class SyncCommand : CliCommand
{
    private readonly Argument<string> _policy = new("POLICY") { Description = "A stored policy." };

    private readonly Option<bool> _detach = new("--detach")
    {
        Description = "Return when the run has started. Requires a running `glusterdr serve`, which executes the run.",
    };

    public SyncCommand()
        : base("sync", "Run a policy now: snapshot the VMs, replicate, verify, merge. Ctrl-C cancels the run and rolls it back.")
    {
        Add(_policy);
        Add(_detach);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("glusterdr sync vms", "one run, with progress; resumes a run that was interrupted by a crash"),
        ("glusterdr sync vms --detach", "`serve` executes the run; watch it with `glusterdr run RUN --follow`"),
        ("glusterdr sync vms -o json > report.json", "the report for a program; progress stays on stderr"),
    ];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        string policy = context.Parsed.GetRequiredValue(_policy);
        return context.Parsed.GetValue(_detach)
            ? await DetachAsync(context, policy, cancellation)
            : await FollowAsync(context, policy, cancellation);
    }

    private static async Task<int> DetachAsync(CommandContext context, string policy, CancellationToken cancellation)
    {
        await using HostSession? session = await new HostFinder(context).TryReachAsync(cancellation);
        if (session is not { Work: HostWork.Serve })
        {
            throw new HostUnavailableException(
                $"--detach requires `glusterdr serve`, and none is running for {context.DataDirectory}. Start it, or omit --detach.");
        }

        RunCatalog.Started started = new(await session.Api.StartRunAsync(policy, cancellation));
        context.Write(started, s => $"run {s.Run} has started; watch it with `glusterdr run {s.Run} --follow`");
        return ExitCodes.Ok;
    }

    private static async Task<int> FollowAsync(CommandContext context, string policy, CancellationToken cancellation)
    {
        using Interrupts interrupts = new(context.Environment);
        string? run = null;
        return await new HostFinder(context).WithHostAsync(
            HostWork.Run,
            async session =>
            {
                try
                {
                    SayResumed(context, session, policy);
                    if (session.Own is not null)
                    {
                        interrupts.Hold();
                    }

                    // Repeated because the host went away: it is still the same run that this command stands for.
                    run ??= Resumed(session, policy, isCancelled: false);
                    if (run is null && Resumed(session, policy, isCancelled: true) is { } undone)
                    {
                        await new RunWatch(context, session, interrupts).FollowAsync(undone, cancellation);
                        if (interrupts.First.IsCancellationRequested)
                        {
                            return ExitCodes.Cancelled;
                        }

                        context.Say($"run {undone} was rolled back; starting a new run");
                        interrupts.Hold();
                    }

                    run ??= await session.Api.StartRunAsync(policy, cancellation);
                    return await new RunWatch(context, session, interrupts).ToTheEndAsync(run, cancellation);
                }
                finally
                {
                    interrupts.Release();
                    await new HostFarewell(context, session, interrupts).WaitForOthersAsync(cancellation);
                }
            },
            interrupts.First);
    }

    private static string? Resumed(HostSession session, string policy, bool isCancelled) =>
        session.Own?.Resumed.FirstOrDefault(r => r.Run.Policy == policy && r.IsCancelled == isCancelled)?.Run.Id;

    private static void SayResumed(CommandContext context, HostSession session, string policy)
    {
        foreach (ResumedRun resumed in session.Own?.Resumed ?? [])
        {
            context.Say(resumed.Run.Policy == policy ? $"{resumed}" : $"{resumed} (policy {resumed.Run.Policy})");
        }
    }
}
