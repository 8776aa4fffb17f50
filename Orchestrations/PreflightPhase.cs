using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations;

/// <summary>Looks at everything that could go wrong, all at once, before anything is changed.</summary>
internal static class PreflightPhase
{
    /// <summary>All destinations; one that is not fit carries its error and is left alone.</summary>
    /// <exception cref="DrException">The source is not fit, or no destination is.</exception>
    public static async Task<IReadOnlyList<DestinationReplication>> RunAsync(RunScope scope)
    {
        scope.Board.Enter(RunPhase.Preflight);
        Task<SourceFitness> sourceTask = scope.StepAsync<SourceFitness>(nameof(CheckSource), scope.RunStep);
        Task definitions = scope.GuardAsync(() => scope.StepAsync<bool>(nameof(RefreshDefinitions), scope.RunStep));
        Task<DestinationFitness>[] destinationTasks =
            [.. scope.Policy.Destinations.Select(d => CheckAsync(scope, d))];
        SourceFitness source = await sourceTask;
        DestinationFitness[] fitness = await Task.WhenAll(destinationTasks);
        await definitions;

        scope.Warnings.AddRange(source.Warnings);
        Refuse(scope, source.Errors);
        DestinationReplication[] replications =
            [.. scope.Policy.Destinations.Zip(fitness, (d, f) => new DestinationReplication(scope, d, source, f))];
        await Task.WhenAll(replications.Select(r => r.AdmitAsync()));
        if (replications.All(r => r.Error is not null))
        {
            throw new DrException(replications[0].Error!);
        }

        if (source.NeedsTuning)
        {
            await scope.StepAsync<bool>(nameof(TuneChangelog), scope.RunStep);
        }

        scope.Cancelled.ThrowIfCancellationRequested();
        return replications;
    }

    /// <summary>A destination that cannot even be asked is unfit; the others are not hindered.</summary>
    private static async Task<DestinationFitness> CheckAsync(RunScope scope, Destination destination)
    {
        try
        {
            return await scope.StepAsync<DestinationFitness>(
                nameof(CheckDestination), new DestinationStep(scope.RunId, destination.Name));
        }
        catch (TaskFailedException e)
        {
            return new([ErrorProperties.Read(e)], [], CanResume: false, TimeSpan.Zero, new Dictionary<string, string>());
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
