using GlusterDr.Activities;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Functions.Durable;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions;

/// <summary>Activities that check whether a run may begin, and which destinations take part.</summary>
public static class PreflightFunctions
{
    /// <summary>Preflight of the protected site.</summary>
    [Function(nameof(CheckSource))]
    public static Task<CheckSource.Result> CheckSource([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<CheckSource, RunStep, CheckSource.Result>(input);

    /// <summary>Preflight of the hypervisor's storage domain.</summary>
    [Function(StoredNames.CheckStorageDomain)]
    public static Task<bool> CheckStorageDomain([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<CheckStorageDomain, RunStep, bool>(input);

    /// <summary>Preflight of a destination.</summary>
    [Function(nameof(CheckDestination))]
    public static Task<CheckDestination.Result> CheckDestination([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<CheckDestination, DestinationStep, CheckDestination.Result>(input);

    /// <summary>Sets the changelog's rollover time on a primary volume as the policy requires.</summary>
    [Function(nameof(TuneChangelog))]
    public static Task<bool> TuneChangelog([ActivityTrigger] TuneChangelog.Input input, FunctionContext function) =>
        function.RunAsync<TuneChangelog, TuneChangelog.Input, bool>(input);

    /// <summary>Sets session options as the policy requires.</summary>
    [Function(nameof(TuneSession))]
    public static Task<bool> TuneSession([ActivityTrigger] TuneSession.Input input, FunctionContext function) =>
        function.RunAsync<TuneSession, TuneSession.Input, bool>(input);

    /// <summary>Writes the VMs' definitions to the volume, so that they are replicated.</summary>
    [Function(nameof(RefreshDefinitions))]
    public static Task<bool> RefreshDefinitions([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<RefreshDefinitions, RunStep, bool>(input);

    /// <summary>Records why a destination is not in this run.</summary>
    [Function(nameof(LeaveOutDestination))]
    public static Task<bool> LeaveOutDestination([ActivityTrigger] DestinationFailure input, FunctionContext function) =>
        function.RunAsync<LeaveOutDestination, DestinationFailure, bool>(input);
}
