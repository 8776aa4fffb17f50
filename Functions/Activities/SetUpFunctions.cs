using GlusterDr.Activities;
using GlusterDr.Activities.Sessions.SetUp;
using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using GlusterDr.Sessions.SetUp;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions;

/// <summary>Activities that create a geo-replication session, and undo that.</summary>
public static class SetUpFunctions
{
    /// <summary>Takes the lease that prevents other set-ups at the secondary pool.</summary>
    [Function(nameof(ClaimPool))]
    public static Task<string> ClaimPool(
        [ActivityTrigger] ClaimPool.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ClaimPool, ClaimPool.Input, string>(input, client);

    /// <summary>Releases the leases, so that other set-ups and runs of the primary volume can begin.</summary>
    [Function(nameof(ReleasePool))]
    public static Task<bool> ReleasePool(
        [ActivityTrigger] string input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ReleasePool, string, bool>(input, client);

    /// <summary>Checks whether a session can be created and, if so, takes the lease of the primary volume.</summary>
    [Function(nameof(CheckSetUp))]
    public static Task<SetUpFitness> CheckSetUp(
        [ActivityTrigger] SetUpRequest input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<CheckSetUp, SetUpRequest, SetUpFitness>(input, client);

    /// <summary>Ensures that the primary's nodes have keys, and finds which of them each secondary node lacks. A node has one key for all sessions.</summary>
    [Function(nameof(GatherKeys))]
    public static Task<IReadOnlyList<GatherKeys.NodeKeys>> GatherKeys([ActivityTrigger] SetUpStep input, FunctionContext function) =>
        function.RunAsync<GatherKeys, SetUpStep, IReadOnlyList<GatherKeys.NodeKeys>>(input);

    /// <summary>Allows the unprivileged user to mount the secondary volume, node by node.</summary>
    [Function(nameof(EnableMountbroker))]
    public static Task<bool> EnableMountbroker(
        [ActivityTrigger] EnableMountbroker.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<EnableMountbroker, EnableMountbroker.Input, bool>(input, client);

    /// <summary>Undoes the permission of the unprivileged user to mount the volume.</summary>
    [Function(nameof(RevertMountbroker))]
    public static Task<bool> RevertMountbroker(
        [ActivityTrigger] EnableMountbroker.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<RevertMountbroker, EnableMountbroker.Input, bool>(input, client);

    /// <summary>Allows the primary's gsyncd processes to log in at each secondary node and to start only gsyncd.</summary>
    [Function(nameof(AuthorizeKeys))]
    public static Task<bool> AuthorizeKeys(
        [ActivityTrigger] AuthorizeKeys.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<AuthorizeKeys, AuthorizeKeys.Input, bool>(input, client);

    /// <summary>Removes from each secondary node the keys that were added.</summary>
    [Function(nameof(RevokeKeys))]
    public static Task<bool> RevokeKeys(
        [ActivityTrigger] AuthorizeKeys.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<RevokeKeys, AuthorizeKeys.Input, bool>(input, client);

    /// <summary>Tests the login from each primary node at each secondary node, as gsyncd does it.</summary>
    [Function(StoredNames.VerifyLogin)]
    public static Task<bool> VerifyLogin([ActivityTrigger] SetUpStep input, FunctionContext function) =>
        function.RunAsync<VerifyLogin, SetUpStep, bool>(input);

    /// <summary>Allows only geo-replication to write to the secondary volume.</summary>
    [Function(nameof(GuardSecondary))]
    public static Task<bool> GuardSecondary(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<GuardSecondary, SetUpStep, bool>(input, client);

    /// <summary>Restores write access to the secondary volume.</summary>
    [Function(nameof(UnguardSecondary))]
    public static Task<bool> UnguardSecondary(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<UnguardSecondary, SetUpStep, bool>(input, client);

    /// <summary>Creates the session.</summary>
    [Function(nameof(CreateSession))]
    public static Task<bool> CreateSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<CreateSession, SetUpStep, bool>(input, client);

    /// <summary>Removes the created session, running or not.</summary>
    [Function(nameof(RemoveCreatedSession))]
    public static Task<bool> RemoveCreatedSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<RemoveCreatedSession, SetUpStep, bool>(input, client);

    /// <summary>Sets the new session's options before its first start.</summary>
    [Function(nameof(ConfigureSession))]
    public static Task<bool> ConfigureSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ConfigureSession, SetUpStep, bool>(input, client);

    /// <summary>Starts the new session.</summary>
    [Function(nameof(StartNewSession))]
    public static Task<bool> StartNewSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<StartNewSession, SetUpStep, bool>(input, client);

    /// <summary>Checks whether each subvolume has an Active worker.</summary>
    [Function(StoredNames.ReadNewSession)]
    public static Task<ReadNewSession.Result> ReadNewSession(
        [ActivityTrigger] ReadNewSession.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ReadNewSession, ReadNewSession.Input, ReadNewSession.Result>(input, client);

    /// <summary>Makes a change at the primary that the new session must replicate.</summary>
    [Function(StoredNames.WriteFirstChange)]
    public static Task<DateTimeOffset> WriteFirstChange(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<WriteFirstChange, SetUpStep, DateTimeOffset>(input, client);

    /// <summary>Restarts the new session, whose workers receive no changes.</summary>
    [Function(nameof(RestartNewSession))]
    public static Task<bool> RestartNewSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<RestartNewSession, SetUpStep, bool>(input, client);

    /// <summary>Finds in gsyncd's logs on the primary nodes why a session does not become Active after its start.</summary>
    [Function(nameof(ExplainNewSession))]
    public static Task<Error?> ExplainNewSession([ActivityTrigger] SetUpStep input, FunctionContext function) =>
        function.RunAsync<ExplainNewSession, SetUpStep, Error?>(input);
}
