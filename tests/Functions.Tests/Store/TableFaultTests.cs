using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using GlusterDr.Errors;
using GlusterDr.Functions.Store;
using GlusterDr.Leases;
using GlusterDr.Store;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

/// <summary>For all faults of the service or the network, callers get one of two errors: transient or permanent.</summary>
[Collection(nameof(StoreCollection))]
public sealed class TableFaultTests(AzuriteFixture fixture)
{
    private readonly string _table = AzuriteFixture.NewName();

    [Theory]
    [InlineData(408, "OperationTimedOut", ErrorClass.Transient)]
    [InlineData(429, "TooManyRequests", ErrorClass.Transient)]
    [InlineData(500, "InternalError", ErrorClass.Transient)]
    [InlineData(502, "", ErrorClass.Transient)]
    [InlineData(503, "ServerBusy", ErrorClass.Transient)]
    [InlineData(504, "", ErrorClass.Transient)]
    [InlineData(400, "InvalidInput", ErrorClass.Permanent)]
    [InlineData(401, "InvalidAuthenticationInfo", ErrorClass.Permanent)]
    [InlineData(403, "AuthorizationFailure", ErrorClass.Permanent)]
    [InlineData(413, "RequestBodyTooLarge", ErrorClass.Permanent)]
    public Task An_answer_that_is_an_error_has_its_class(int status, string code, ErrorClass expected) => ShouldFailAsync(
        (_, _) => Task.FromResult(Answer(status, code)), expected, code);

    [Fact]
    public Task A_table_that_is_being_deleted_is_no_conflict() =>
        ShouldFailAsync((_, _) => Task.FromResult(Answer(409, "TableBeingDeleted")), ErrorClass.Permanent, "TableBeingDeleted");

    public static TheoryData<string> NetworkFaults => ["refused", "unresolved", "broken", "timed out", "client's time limit", "no token"];

    [Theory]
    [MemberData(nameof(NetworkFaults))]
    public Task A_fault_of_the_network_is_transient(string fault) =>
        ShouldFailAsync((_, _) => Task.FromException<HttpResponseMessage>(Fault(fault)), ErrorClass.Transient, "");

    [Fact]
    public Task An_answer_that_is_no_table_services_is_permanent() => ShouldFailAsync(
        (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>proxy</html>") }),
        ErrorClass.Permanent, "");

    /// <summary>The client repeats the request, and finds its own first write.</summary>
    [Fact]
    public async Task A_write_whose_answer_is_lost_is_made_once_and_leases_are_still_the_holders()
    {
        TableDocumentStore calm = TableStores.Open(fixture, _table);
        string etag = await calm.InsertAsync("p", "k", "1");
        using Network network = new();
        TableDocumentStore store = Open(network, retries: 2);
        await store.GetAsync("p", "k");

        network.LoseNextAnswer();
        await store.UpsertAsync("p", "put", "1");
        network.LoseNextAnswer();
        await Should.ThrowAsync<StoreConflictException>(store.InsertAsync("p", "new", "1"));
        network.LoseNextAnswer();
        await Should.ThrowAsync<StoreConflictException>(store.ReplaceAsync("p", "k", "2", etag));
        network.LoseNextAnswer();
        (await store.DeleteAsync("p", "put")).ShouldBeFalse("the second request finds it gone");
        (await calm.GetAsync("p", "new"))!.Json.ShouldBe("1");
        (await calm.GetAsync("p", "k"))!.Json.ShouldBe("2");
        (await calm.GetAsync("p", "put")).ShouldBeNull();

        LeaseStore leases = new(store, TimeProvider.System);
        network.LoseNextWrite();
        (await leases.TryAcquireAsync("domain:s:v", "run-1", _ => Task.FromResult(true), default)).Lease.Holder.ShouldBe("run-1");
        network.LoseNextWrite();
        await leases.ReleaseAsync("domain:s:v", "run-1", default);
        (await leases.ListAsync(default)).ShouldBeEmpty();
        network.Lost.ShouldBe(6);
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_no_error_of_the_store()
    {
        await TableStores.Open(fixture, _table).InsertAsync("p", "k", "1");
        using CancellationTokenSource source = new();
        using Network network = new((_, end) =>
        {
            source.Cancel();
            return Task.FromCanceled<HttpResponseMessage>(end);
        });
        await Should.ThrowAsync<OperationCanceledException>(Open(network).GetAsync("p", "k", source.Token));
    }

    private async Task ShouldFailAsync(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, ErrorClass expected, string code)
    {
        using Network network = new(answer);
        TableDocumentStore store = Open(network);
        Func<Task>[] calls =
        [
            () => store.GetAsync("p", "k"),
            () => store.ListAsync("p").GetAsyncEnumerator().MoveNextAsync().AsTask(),
            () => store.InsertAsync("p", "k", "1"),
            () => store.UpsertAsync("p", "k", "1"),
            () => store.ReplaceAsync("p", "k", "1", "W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\""),
            () => store.DeleteAsync("p", "k"),
        ];

        // Once before the table exists, and once after.
        foreach (Func<Task> call in calls)
        {
            await ShouldFailAsync(call, expected, code);
        }

        network.IsCalm = true;
        await store.GetAsync("p", "k");
        network.IsCalm = false;
        foreach (Func<Task> call in calls)
        {
            await ShouldFailAsync(call, expected, code);
        }
    }

    private async Task ShouldFailAsync(Func<Task> call, ErrorClass expected, string code)
    {
        Error error = (await Should.ThrowAsync<DrException>(call)).Error;
        error.Class.ShouldBe(expected);
        error.Code.ShouldBe(expected == ErrorClass.Transient ? ErrorCodes.StoreUnavailable : ErrorCodes.StoreFailed);
        error.Message.ShouldStartWith("Could not ");
        error.Message.ShouldContain("'p/");
        error.Message.ShouldContain(code);
        error.Message.ShouldNotContain('\n');
        error.Host.ShouldEndWith($"/{_table}");
    }

    private static HttpResponseMessage Answer(int status, string code) => new((HttpStatusCode)status)
    {
        Content = new StringContent(
            """{"odata.error":{"code":"CODE","message":{"lang":"en-US","value":"It is so.\nRequestId:1"}}}""".Replace("CODE", code, StringComparison.Ordinal),
            System.Text.Encoding.UTF8, "application/json"),
    };

    private static Exception Fault(string fault) => fault switch
    {
        "refused" => new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)),
        "unresolved" => new HttpRequestException("no such host", new SocketException((int)SocketError.HostNotFound)),
        "broken" => new IOException("The connection was reset."),
        "timed out" => new TaskCanceledException("timed out", new TimeoutException()),
        "client's time limit" => new OperationCanceledException("the time limit of one attempt"),
        "no token" => new AuthenticationFailedException("ManagedIdentityCredential: no answer"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault."),
    };

    private TableDocumentStore Open(Network network, int retries = 0)
    {
        TableClientOptions options = new() { Transport = new HttpClientTransport(network.Client) };
        options.Retry.MaxRetries = retries;
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return TableStores.Open(fixture, _table, options);
    }

    /// <summary>The network between the store and Azurite.</summary>
    private sealed class Network(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? answer = null)
        : DelegatingHandler(new SocketsHttpHandler())
    {
        private bool _loseNext;
        private bool _loseNextWrite;

        public HttpClient Client => field ??= new HttpClient(this, disposeHandler: false);

        /// <summary>Whether requests reach Azurite.</summary>
        public bool IsCalm { get; set; } = answer is null;

        /// <summary>The number of lost answers.</summary>
        public int Lost { get; private set; }

        public void LoseNextAnswer() => _loseNext = true;

        public void LoseNextWrite() => _loseNextWrite = true;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!IsCalm)
            {
                return await answer!(request, cancellationToken);
            }

            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (_loseNext || (_loseNextWrite && request.Method != HttpMethod.Get))
            {
                _loseNext = _loseNextWrite = false;
                Lost++;
                response.Dispose();
                throw new IOException("The answer was lost.");
            }

            return response;
        }
    }
}
