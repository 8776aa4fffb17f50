using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GlusterDr.Api.Operations;
using GlusterDr.Operations;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Origins;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Local.Api;

/// <content>Creating sessions, and operations.</content>
public sealed partial class ApiClient
{
    /// <summary>Starts creating a session, and returns the operation's ID.</summary>
    public async Task<string> CreateSessionAsync(SessionWish wish, CancellationToken cancellation) =>
        (await SendAsync<OperationStarted>(HttpMethod.Post, SetUpOperations.CreateSession.Route, Content(wish), cancellation)).Operation;

    /// <summary>Starts diagnosing or repairing a session, and returns the operation's ID.</summary>
    public async Task<string> ExamineSessionAsync(ApiOperation operation, SessionAddress session, DiagnosisWish wish, CancellationToken cancellation) =>
        (await SendAsync<OperationStarted>(HttpMethod.Post, Fill(operation, session), Content(wish), cancellation)).Operation;

    /// <summary>Whether a session could be created.</summary>
    public Task<SessionCheck> CheckSessionAsync(SessionWish wish, CancellationToken cancellation) =>
        SendAsync<SessionCheck>(HttpMethod.Post, SetUpOperations.CheckSession.Route, Content(wish), cancellation);

    /// <summary>Removes from the secondary what a removed session left there.</summary>
    public Task<SessionOutcome> CleanSessionAsync(SessionAddress session, string? secondaryAddress, CancellationToken cancellation) =>
        SendAsync<SessionOutcome>(HttpMethod.Post, Fill(SetUpOperations.CleanSession, session) + Query("?secondaryHost", secondaryAddress), null, cancellation);

    /// <summary>The volumes of a pool as choices for a destination.</summary>
    public Task<IReadOnlyList<DestinationVolume>> ListDestinationsAsync(string host, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<DestinationVolume>>(SetUpOperations.ListDestinations.Route + Query("?host", host), cancellation);

    /// <summary>Which volume a volume is a copy of.</summary>
    public Task<OriginReport> GetOriginAsync(string host, string volume, CancellationToken cancellation) =>
        GetAsync<OriginReport>(Fill(SetUpOperations.GetOrigin, volume) + Query("?host", host), cancellation);

    /// <summary>Operations, newest first.</summary>
    public Task<IReadOnlyList<Operation>> ListOperationsAsync(int limit, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<Operation>>($"{SetUpOperations.ListOperations.Route}?limit={limit}", cancellation);

    /// <summary>An operation with its progress and result.</summary>
    public Task<Operation> GetOperationAsync(string id, CancellationToken cancellation) =>
        GetAsync<Operation>(Fill(SetUpOperations.GetOperation, id), cancellation);

    /// <summary>Cancels an operation. Returns its state at that time.</summary>
    public Task<Operation> CancelOperationAsync(string id, string reason, CancellationToken cancellation) =>
        SendAsync<Operation>(HttpMethod.Post, Fill(SetUpOperations.CancelOperation, id) + Query("?reason", reason), null, cancellation);

    /// <summary>Follows an operation until it has ended.</summary>
    /// <exception cref="HttpRequestException">The stream was interrupted before the end.</exception>
    public IAsyncEnumerable<Operation> FollowOperationAsync(string id, CancellationToken cancellation) =>
        FollowAsync<Operation>(Fill(SetUpOperations.FollowOperation, id), cancellation);
}
