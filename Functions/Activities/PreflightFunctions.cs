using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Functions.Durable;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions;

/// <summary>Activities that look whether a run may begin, and admit destinations.</summary>
public static class PreflightFunctions
{
    /// <summary>Preflight of the protected site.</summary>
    [Function(nameof(CheckSource))]
    public static Task<SourceFitness> CheckSource([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<CheckSource, RunStep, SourceFitness>(input);

    /// <summary>Preflight of the hypervisor's storage domain.</summary>
    [Function(nameof(CheckDomain))]
    public static Task<bool> CheckDomain([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<CheckDomain, RunStep, bool>(input);

    /// <summary>Preflight of a destination.</summary>
    [Function(nameof(CheckDestination))]
    public static Task<DestinationFitness> CheckDestination([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<CheckDestination, DestinationStep, DestinationFitness>(input);

    /// <summary>Sets the changelog's rollover time on a primary volume to what the policy wants.</summary>
    [Function(nameof(TuneChangelog))]
    public static Task<bool> TuneChangelog([ActivityTrigger] VolumeStep input, FunctionContext function) =>
        function.RunAsync<TuneChangelog, VolumeStep, bool>(input);

    /// <summary>Sets session options that the policy wants otherwise.</summary>
    [Function(nameof(TuneSession))]
    public static Task<bool> TuneSession([ActivityTrigger] SessionTuning input, FunctionContext function) =>
        function.RunAsync<TuneSession, SessionTuning, bool>(input);

    /// <summary>Puts the VMs' definitions where replication carries them.</summary>
    [Function(nameof(RefreshDefinitions))]
    public static Task<bool> RefreshDefinitions([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<RefreshDefinitions, RunStep, bool>(input);

    /// <summary>Keeps why a destination is not in this run.</summary>
    [Function(nameof(LeaveOutDestination))]
    public static Task<bool> LeaveOutDestination([ActivityTrigger] DestinationFailure input, FunctionContext function) =>
        function.RunAsync<LeaveOutDestination, DestinationFailure, bool>(input);
}
