using GlusterDr.Activities;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions;

/// <summary>Activities that record recovery points.</summary>
public static class RecoveryPointFunctions
{
    /// <summary>Stores the recovery point.</summary>
    [Function(nameof(RecordRecoveryPoint))]
    public static Task<string> RecordRecoveryPoint([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<RecordRecoveryPoint, DestinationStep, string>(input);

    /// <summary>Finds, for each site, the VMs whose disks this run has verified on one volume but not on another.</summary>
    [Function(StoredNames.FindIncompleteVms)]
    public static Task<IReadOnlyList<Error>> FindIncompleteVms([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<FindIncompleteVms, RunStep, IReadOnlyList<Error>>(input);
}
