using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Orchestrations.Sync.Replicate;
using GlusterDr.Policies;

namespace GlusterDr.Orchestrations.Sync.Preflight;

/// <summary>Checks everything that a run depends on, in parallel, before anything is changed.</summary>
internal static class PreflightPhase
{
    /// <summary>What preflight found.</summary>
    /// <param name="Source">The primary site.</param>
    /// <param name="Destinations">The destinations, in the order of the policy.</param>
    internal sealed record Result(CheckSource.Result Source, IReadOnlyList<CheckDestination.Result> Destinations);

    /// <summary>Starts the checks of the source and of every destination.</summary>
    public static Task<Result> BeginAsync(RunScope scope)
    {
        Task<CheckSource.Result> source = scope.StepAsync<CheckSource.Result>(nameof(CheckSource), scope.RunStep);
        Task<CheckDestination.Result>[] destinations = [.. scope.Policy.Destinations.Select(d => CheckAsync(scope, d))];
        return EndAsync(source, destinations);
    }

    /// <summary>Decides by what was found. A destination with errors fails and is not touched.</summary>
    /// <exception cref="DrException">The source has errors, or all destinations have.</exception>
    public static async Task<IReadOnlyList<DestinationReplication>> AdmitAsync(RunScope scope, Result found)
    {
        scope.Warnings.AddRange(found.Source.Warnings);
        Refuse(scope, [.. Swapped(found), .. found.Source.Errors]);
        DestinationReplication[] replications =
            [.. scope.Policy.Destinations.Zip(found.Destinations, (d, f) => new DestinationReplication(scope, d, found.Source.Of(scope.Policy.PrimaryOf(d)), f))];
        await Task.WhenAll(replications.Select(r => r.AdmitAsync()));
        if (replications.All(r => r.Error is not null))
        {
            throw new DrException(replications[0].Error!);
        }

        foreach (string volume in scope.Policy.Volumes.Where(v => found.Source.Of(v).NeedsTuning))
        {
            await scope.StepAsync<bool>(nameof(TuneChangelog), new TuneChangelog.Input(scope.RunId, scope.Policy.UnlessOwn(volume)));
        }

        scope.Cancelled.ThrowIfCancellationRequested();
        return replications;
    }

    /// <summary>The error of a wrong site or pool, which also explains errors of the hypervisor; null: there is none.</summary>
    public static Error? Mistake(Result found) =>
        Swapped(found).Concat(found.Source.Errors.Where(e => e.Code == ErrorCodes.PoolMixed)).FirstOrDefault();

    /// <summary>The error of a policy with swapped sites, from which errors of the source and of its hypervisor follow.</summary>
    public static IReadOnlyList<Error> Swapped(Result found) =>
        [.. found.Destinations.SelectMany(d => d.Errors).Where(e => e.Code == ErrorCodes.SitesSwapped).Take(1)];

    private static async Task<Result> EndAsync(Task<CheckSource.Result> source, Task<CheckDestination.Result>[] destinations) =>
        new(await source, await Task.WhenAll(destinations));

    /// <summary>A destination whose check fails has that error. The others are not affected.</summary>
    private static async Task<CheckDestination.Result> CheckAsync(RunScope scope, Destination destination)
    {
        try
        {
            return await scope.StepAsync<CheckDestination.Result>(
                nameof(CheckDestination), new DestinationStep(scope.RunId, destination.Name));
        }
        catch (TaskFailedException e)
        {
            return new([ErrorProperties.Read(e)], [], DestinationFacts.Unknown);
        }
    }

    private static void Refuse(RunScope scope, IReadOnlyList<Error> errors)
    {
        if (errors.Count > 0)
        {
            scope.Warnings.AddRange(errors.Skip(1));
            throw new DrException(errors[0]);
        }
    }
}
