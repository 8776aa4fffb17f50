using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt;
using GlusterDr.Secrets;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Hypervisors.Ovirt;

public sealed class EngineClientTests : IDisposable
{
    private const string Fault = "<fault><detail>[Cannot create Snapshot. VM is locked.]</detail><reason>Operation Failed</reason></fault>";

    private readonly ScriptedEngine _engine = new();
    private readonly JumpingTimeProvider _clock = new();
    private readonly EngineClient _client;

    public EngineClientTests()
    {
        Environment.SetEnvironmentVariable("GLUSTERDR_TEST_ENGINE", "se cret&");
        EngineSettings settings = new() { Url = "https://engine/ovirt-engine/", User = "dr@internal", Password = "env:GLUSTERDR_TEST_ENGINE" };
        _client = new EngineClient(settings, _engine, new SecretReader(), _clock, NullLogger<EngineClient>.Instance);
    }

    public void Dispose()
    {
        _client.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task It_logs_in_once_and_out_at_the_end()
    {
        _engine.Answers(200).Answers(200);

        await _client.GetAsync("vms", default);
        await _client.GetAsync("hosts", default);
        await _client.LogOutAsync(default);

        _engine.Logins.ShouldBe([
            "/ovirt-engine/sso/oauth/token?grant_type=password&scope=ovirt-app-api&username=dr%40internal&password=se+cret%26",
            "/ovirt-engine/services/sso-logout?token=token1&scope=ovirt-app-api"]);
        _engine.Requests.Select(r => r.Path).ShouldBe(["/ovirt-engine/api/vms", "/ovirt-engine/api/hosts"]);
        _engine.Requests.ShouldAllBe(r => r.Token == "token1");
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_and_the_request_sent_again_with_an_id_of_its_own()
    {
        _engine.Answers(401).Answers(201);

        await _client.PostAsync("vms/1/snapshots", new XElement("snapshot"), default);

        _engine.Requests.Select(r => r.Token).ShouldBe(["token1", "token2"]);
        _engine.Requests.Select(r => r.Correlation).Distinct().Count().ShouldBe(2);
        _engine.Requests.ShouldAllBe(r => r.Correlation.Length <= 36, "the engine cuts them there");
    }

    [Fact]
    public async Task A_token_that_is_refused_twice_is_a_matter_of_rights()
    {
        _engine.Answers(401).Answers(401);

        (await FailAsync(_client.GetAsync("vms", default))).Code.ShouldBe(ErrorCodes.HostAccessDenied);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(503)]
    public async Task Locks_and_restarts_are_waited_for(int status)
    {
        _engine.Answers(status, Fault).Answers(status, Fault).Answers(201);

        await _client.PostAsync("vms/1/snapshots", new XElement("snapshot"), default);

        _engine.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(409, ErrorCodes.VmBusy, "VM is locked")]
    [InlineData(503, ErrorCodes.HypervisorUnavailable, "does not answer")]
    public async Task They_are_not_waited_for_for_ever(int status, string code, string words)
    {
        for (int i = 0; i < 100; i++)
        {
            _engine.Answers(status, Fault);
        }

        Error error = await FailAsync(_client.GetAsync("vms", default));

        error.Code.ShouldBe(code);
        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain(words);
        _clock.Passed.ShouldBeInRange(_client.Patience / 2, _client.Patience);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_engines_own_words()
    {
        _engine.Answers(400, Fault);

        Error error = await FailAsync(_client.PostAsync("vms/1/snapshots", new XElement("snapshot"), default));

        error.Code.ShouldBe(ErrorCodes.EngineFailed);
        error.Message.ShouldBe("Operation Failed: Cannot create Snapshot. VM is locked.");
        error.Tried.ShouldBe("POST vms/1/snapshots");
    }

    [Fact]
    public async Task A_request_that_was_never_sent_is_sent_again()
    {
        _engine.Breaks(HttpRequestError.ConnectionError).Breaks(HttpRequestError.NameResolutionError).Answers(200);

        await _client.GetAsync("vms", default);

        _engine.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task One_whose_answer_is_lost_is_not()
    {
        _engine.Breaks(HttpRequestError.ResponseEnded);

        Error error = await FailAsync(_client.PostAsync("vms/1/snapshots", new XElement("snapshot"), default));

        error.Class.ShouldBe(ErrorClass.Transient, "whoever asked looks first, then asks again");
        _engine.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_no_passing_trouble()
    {
        _engine.Breaks(HttpRequestError.SecureConnectionError);

        Error error = await FailAsync(_client.GetAsync("vms", default));

        error.Code.ShouldBe(ErrorCodes.HostKeyRejected);
        error.Class.ShouldBe(ErrorClass.NeedsPerson);
    }

    [Fact]
    public async Task What_is_not_there_is_told_apart_from_what_failed()
    {
        _engine.Answers(404, "<fault/>").Answers(404, "<fault/>");

        (await _client.FindAsync("vms/1", default)).ShouldBeNull();
        (await _client.DeleteAsync("vms/1/snapshots/2", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_of_some_proxy_is_no_answer()
    {
        _engine.Answers(200, "<!doctype html><p>hello");

        (await FailAsync(_client.GetAsync("vms", default))).Code.ShouldBe(ErrorCodes.OutputUnreadable);
    }

    private static async Task<Error> FailAsync(Task work) => (await Should.ThrowAsync<DrException>(work)).Error;
}
