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

/// <content>Session set-up and operations.</content>
public sealed partial class ApiClient
{
    /// <summary>Starts to create a session, and returns the operation's id.</summary>
    public async Task<string> CreateSessionAsync(NewSessionBody body, CancellationToken cancellation) =>
        (await SendAsync<OperationCatalog.Started>(HttpMethod.Post, SetUpOperations.CreateSession.Route, Content(body), cancellation)).Operation;

    /// <summary>Starts to diagnose or to repair a session, and returns the operation's id.</summary>
    public async Task<string> DiagnoseSessionAsync(ApiOperation operation, SessionAddress session, DiagnosisBody body, CancellationToken cancellation) =>
        (await SendAsync<OperationCatalog.Started>(HttpMethod.Post, Fill(operation, session), Content(body), cancellation)).Operation;

    /// <summary>Checks whether a session can be created.</summary>
    public Task<SessionCheck> CheckSessionAsync(NewSessionBody body, CancellationToken cancellation) =>
        SendAsync<SessionCheck>(HttpMethod.Post, SetUpOperations.CheckSession.Route, Content(body), cancellation);

    /// <summary>Cleans the secondary after the removal of a session.</summary>
    public Task<SessionOutcome> CleanSessionAsync(SessionAddress session, string? secondaryAddress, CancellationToken cancellation) =>
        SendAsync<SessionOutcome>(HttpMethod.Post, Fill(SetUpOperations.CleanSession, session) + Query("?secondaryHost", secondaryAddress), null, cancellation);

    /// <summary>The volumes of a pool, and whether they can be a destination.</summary>
    public Task<IReadOnlyList<DestinationVolume>> ListDestinationsAsync(string host, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<DestinationVolume>>(SetUpOperations.ListDestinations.Route + Query("?host", host), cancellation);

    /// <summary>Of which primary a volume is the copy.</summary>
    public Task<OriginReport> GetOriginAsync(string host, string volume, CancellationToken cancellation) =>
        GetAsync<OriginReport>(Fill(SetUpOperations.GetOrigin, volume) + Query("?host", host), cancellation);

    /// <summary>Operations, newest first.</summary>
    public Task<IReadOnlyList<Operation>> ListOperationsAsync(int limit, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<Operation>>($"{SetUpOperations.ListOperations.Route}?limit={limit}", cancellation);

    /// <summary>The report of an operation.</summary>
    public Task<Operation> GetOperationAsync(string id, CancellationToken cancellation) =>
        GetAsync<Operation>(Fill(SetUpOperations.GetOperation, id), cancellation);

    /// <summary>Cancels an operation. Returns it as it was then.</summary>
    public Task<Operation> CancelOperationAsync(string id, string reason, CancellationToken cancellation) =>
        SendAsync<Operation>(HttpMethod.Post, Fill(SetUpOperations.CancelOperation, id) + Query("?reason", reason), null, cancellation);

    /// <summary>Follows an operation until it has ended.</summary>
    /// <exception cref="HttpRequestException">The stream was interrupted before the end.</exception>
    public IAsyncEnumerable<Operation> FollowOperationAsync(string id, CancellationToken cancellation) =>
        FollowAsync<Operation>(Fill(SetUpOperations.FollowOperation, id), cancellation);
}
