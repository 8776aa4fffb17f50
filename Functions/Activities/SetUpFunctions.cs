using GlusterDr.Activities;
using GlusterDr.Activities.Sessions.SetUp;
using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using GlusterDr.Sessions.SetUp;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions;

/// <summary>Activities that make a geo-replication session, and undo it.</summary>
public static class SetUpFunctions
{
    /// <summary>Sees to it that nobody else sets up a session at the secondary pool.</summary>
    [Function(nameof(ClaimPool))]
    public static Task<string> ClaimPool(
        [ActivityTrigger] ClaimPool.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ClaimPool, ClaimPool.Input, string>(input, client);

    /// <summary>Lets others set up sessions again, and runs of the primary volume begin.</summary>
    [Function(nameof(ReleasePool))]
    public static Task<bool> ReleasePool(
        [ActivityTrigger] string input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ReleasePool, string, bool>(input, client);

    /// <summary>Looks whether a session can be made, and takes the lease of the primary volume where it can.</summary>
    [Function(nameof(CheckSetUp))]
    public static Task<SetUpFitness> CheckSetUp(
        [ActivityTrigger] SetUpRequest input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<CheckSetUp, SetUpRequest, SetUpFitness>(input, client);

    /// <summary>Sees to it that the primary's nodes have keys, and finds which of them each secondary node does not know. The keys are the nodes' own, made once for all sessions.</summary>
    [Function(nameof(GatherKeys))]
    public static Task<IReadOnlyList<GatherKeys.NodeKeys>> GatherKeys([ActivityTrigger] SetUpStep input, FunctionContext function) =>
        function.RunAsync<GatherKeys, SetUpStep, IReadOnlyList<GatherKeys.NodeKeys>>(input);

    /// <summary>Lets the unprivileged user mount the secondary volume, node after node.</summary>
    [Function(nameof(EnableMountbroker))]
    public static Task<bool> EnableMountbroker(
        [ActivityTrigger] EnableMountbroker.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<EnableMountbroker, EnableMountbroker.Input, bool>(input, client);

    /// <summary>Takes back what the unprivileged user was let mount.</summary>
    [Function(nameof(RevertMountbroker))]
    public static Task<bool> RevertMountbroker(
        [ActivityTrigger] EnableMountbroker.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<RevertMountbroker, EnableMountbroker.Input, bool>(input, client);

    /// <summary>Lets the primary's gsyncds in at each secondary node, and to nothing but gsyncd.</summary>
    [Function(nameof(AuthorizeKeys))]
    public static Task<bool> AuthorizeKeys(
        [ActivityTrigger] AuthorizeKeys.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<AuthorizeKeys, AuthorizeKeys.Input, bool>(input, client);

    /// <summary>Takes back, from each secondary node, the keys that were not there before.</summary>
    [Function(nameof(RevokeKeys))]
    public static Task<bool> RevokeKeys(
        [ActivityTrigger] AuthorizeKeys.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<RevokeKeys, AuthorizeKeys.Input, bool>(input, client);

    /// <summary>Logs in from each primary node at each secondary node, as gsyncd will.</summary>
    [Function(StoredNames.VerifyLogin)]
    public static Task<bool> VerifyLogin([ActivityTrigger] SetUpStep input, FunctionContext function) =>
        function.RunAsync<VerifyLogin, SetUpStep, bool>(input);

    /// <summary>Lets nobody but geo-replication write to the secondary volume.</summary>
    [Function(nameof(GuardSecondary))]
    public static Task<bool> GuardSecondary(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<GuardSecondary, SetUpStep, bool>(input, client);

    /// <summary>Puts back who may write to the secondary volume.</summary>
    [Function(nameof(UnguardSecondary))]
    public static Task<bool> UnguardSecondary(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<UnguardSecondary, SetUpStep, bool>(input, client);

    /// <summary>Makes the session.</summary>
    [Function(nameof(CreateSession))]
    public static Task<bool> CreateSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<CreateSession, SetUpStep, bool>(input, client);

    /// <summary>Removes the session that was made, running or not.</summary>
    [Function(nameof(RemoveCreatedSession))]
    public static Task<bool> RemoveCreatedSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<RemoveCreatedSession, SetUpStep, bool>(input, client);

    /// <summary>Sets the new session's options, before it first starts.</summary>
    [Function(nameof(ConfigureSession))]
    public static Task<bool> ConfigureSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ConfigureSession, SetUpStep, bool>(input, client);

    /// <summary>Starts the new session.</summary>
    [Function(nameof(StartNewSession))]
    public static Task<bool> StartNewSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<StartNewSession, SetUpStep, bool>(input, client);

    /// <summary>Looks whether each subvolume has its Active worker.</summary>
    [Function(StoredNames.ReadNewSession)]
    public static Task<ReadNewSession.Result> ReadNewSession(
        [ActivityTrigger] ReadNewSession.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ReadNewSession, ReadNewSession.Input, ReadNewSession.Result>(input, client);

    /// <summary>Makes a change of the primary that the new session must carry.</summary>
    [Function(StoredNames.WriteFirstChange)]
    public static Task<DateTimeOffset> WriteFirstChange(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<WriteFirstChange, SetUpStep, DateTimeOffset>(input, client);

    /// <summary>Stops and starts the new session, whose feed of changes is dead.</summary>
    [Function(nameof(RestartNewSession))]
    public static Task<bool> RestartNewSession(
        [ActivityTrigger] SetUpStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<RestartNewSession, SetUpStep, bool>(input, client);

    /// <summary>Why a session that was just started does not become Active, from gsyncd's logs on the primary nodes.</summary>
    [Function(nameof(ExplainNewSession))]
    public static Task<Error?> ExplainNewSession([ActivityTrigger] SetUpStep input, FunctionContext function) =>
        function.RunAsync<ExplainNewSession, SetUpStep, Error?>(input);
}
