using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Preflight of the primary site.</summary>
public sealed class CheckSource(RunAccess access, SourceChecks checks) : Activity<RunStep, CheckSource.Result>
{
    /// <summary>What preflight found about a primary volume.</summary>
    /// <param name="RolloverTime">The changelog's rollover time.</param>
    /// <param name="NeedsTuning">The policy wants another rollover time than the volume has.</param>
    /// <param name="Suspicions">Why samples are not enough in this run.</param>
    public sealed record VolumeFacts(TimeSpan RolloverTime, bool NeedsTuning, IReadOnlyList<string> Suspicions)
    {
        /// <summary>Facts of a volume that could not be read: Gluster's default rollover time.</summary>
        internal static VolumeFacts Unknown { get; } = new(TimeSpan.FromSeconds(15), NeedsTuning: false, []);
    }

    /// <summary>What preflight found at the primary site.</summary>
    /// <param name="Errors">Errors that prevent the run.</param>
    /// <param name="Warnings">Warnings.</param>
    /// <param name="RolloverTime">The rollover time of the changelog of the policy's volume.</param>
    /// <param name="NeedsTuning">The policy wants another rollover time than that volume has.</param>
    /// <param name="Suspicions">Why samples of that volume are not enough in this run.</param>
    public sealed record Result(
        IReadOnlyList<Error> Errors,
        IReadOnlyList<Error> Warnings,
        TimeSpan RolloverTime,
        bool NeedsTuning,
        IReadOnlyList<string> Suspicions)
    {
        /// <summary>The same of the policy's further volumes, by name.</summary>
        public IReadOnlyDictionary<string, VolumeFacts> Further { get; init; } = new Dictionary<string, VolumeFacts>();

        /// <summary>What was found about one of the policy's volumes.</summary>
        public VolumeFacts Of(string volume) => Further.GetValueOrDefault(volume) ?? new(RolloverTime, NeedsTuning, Suspicions);
    }

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, RunStep input)
    {
        Policy policy = await access.PolicyAsync(input.RunId, context.CancellationToken);
        Findings findings = new();
        IReadOnlyList<VolumeFacts> facts = await checks.CheckAsync(policy, findings, context.CancellationToken);
        return new(findings.Errors, findings.Warnings, facts[0].RolloverTime, facts[0].NeedsTuning, facts[0].Suspicions)
        {
            Further = policy.Volumes.Zip(facts).Skip(1).ToDictionary(v => v.First, v => v.Second),
        };
    }
}
