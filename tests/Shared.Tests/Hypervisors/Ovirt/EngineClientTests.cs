using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Remote.Secrets;
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
    [InlineData(503, ErrorCodes.HypervisorUnavailable, "Unexpected answer of the oVirt engine")]
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
        TimeSpan patience = status == 409 ? _client.LockPatience : _client.Patience;
        _clock.Passed.ShouldBeInRange(patience / 2, patience);
    }

    [Fact]
    public async Task A_refusal_is_reported_with_the_engines_message()
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
    public async Task Missing_is_distinguished_from_failed()
    {
        _engine.Answers(404, "<fault/>").Answers(404, "<fault/>");

        (await _client.FindAsync("vms/1", default)).ShouldBeNull();
        (await _client.DeleteAsync("vms/1/snapshots/2", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_no_waiting_mends_is_not_waited_for_though_it_is_a_conflict_too()
    {
        _engine.Answers(409, "<fault><detail>[Cannot create Snapshot. Low disk space on Storage Domain data1.]</detail><reason>Operation Failed</reason></fault>");

        Error error = await FailAsync(_client.PostAsync("vms/1/snapshots", new XElement("snapshot"), default));

        error.Code.ShouldBe(ErrorCodes.EngineFailed);
        error.Message.ShouldContain("Low disk space");
        _clock.Passed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task An_action_that_failed_says_why_inside()
    {
        _engine.Answers(409, "<action><fault><detail>[Cannot freeze VM because the VM is in Down status.]</detail><reason>Operation Failed</reason></fault></action>");

        (await FailAsync(_client.PostAsync("vms/1/freezefilesystems", new XElement("action"), default))).Message.ShouldContain("Down status");
    }

    [Theory]
    [InlineData(404, "<html><body>not found</body></html>")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    [InlineData(504, "<html/>")]
    public async Task An_engine_that_is_not_there_yet_is_waited_for(int status, string page)
    {
        _engine.Answers(status, page).Answers(status, page).Answers(status, page).Answers(status, page);
        _engine.Otherwise("<api/>");

        (await _client.FindAsync("vms/1", default)).ShouldNotBeNull();

        _clock.Passed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task That_something_is_not_there_is_believed_of_an_engine_that_is_up()
    {
        _engine.Answers(404, "").Answers(200, "<api/>").Answers(404, "");

        (await _client.FindAsync("vms/1", default)).ShouldBeNull();

        _clock.Passed.ShouldBe(TimeSpan.Zero);
        _engine.Requests.Select(r => r.Path).ShouldBe(["/ovirt-engine/api/vms/1", "/ovirt-engine/api", "/ovirt-engine/api/vms/1"]);
    }

    [Fact]
    public async Task What_may_have_had_its_effect_is_not_requested_again()
    {
        _engine.Answers(500, "");

        Error error = await FailAsync(_client.PostAsync("vms/1/snapshots", new XElement("snapshot"), default));

        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("is not known");
        _engine.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_password_that_was_refused_is_not_tried_again_until_it_has_changed()
    {
        _engine.RefusesLogins = true;
        for (int i = 0; i < 10; i++)
        {
            Error error = await FailAsync(_client.GetAsync("vms", default));
            error.Code.ShouldBe(ErrorCodes.HostAccessDenied);
            error.Message.ShouldNotContain("se cret");
        }

        _engine.Logins.Count.ShouldBe(1, "the engine locks accounts");

        Environment.SetEnvironmentVariable("GLUSTERDR_TEST_ENGINE", "another");
        _engine.RefusesLogins = false;
        _engine.Answers(200);
        await _client.GetAsync("vms", default);
    }

    [Fact]
    public async Task Trouble_behind_the_login_is_waited_for_and_not_taken_for_a_wrong_password()
    {
        _engine.LoginErrors.Enqueue("""{"error_code":"server_error","error":"Unable to get token from external OIDC"}""");
        _engine.LoginErrors.Enqueue("<html>502</html>");
        _engine.Answers(200);

        await _client.GetAsync("vms", default);

        _engine.Logins.Count.ShouldBe(3);
        _clock.Passed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_wrong_password_is_tried_ever_more_seldom()
    {
        _engine.RefusesLogins = true;
        for (int minute = 0; minute < 180; minute++)
        {
            await FailAsync(_client.GetAsync("vms", default));
            _clock.Pass(TimeSpan.FromMinutes(1));
        }

        _engine.Logins.Count.ShouldBe(5, "after 0, 10, 30, 70 and 150 minutes");
    }

    [Fact]
    public async Task A_persistent_error_page_is_reported_with_its_status()
    {
        for (int i = 0; i < 100; i++)
        {
            _engine.Answers(500, "");
        }

        Error error = await FailAsync(_client.GetAsync("vms", default));

        error.Class.ShouldBe(ErrorClass.Transient);
        error.Message.ShouldContain("HTTP 500");
    }

    [Fact]
    public async Task A_page_of_some_proxy_is_no_answer()
    {
        _engine.Answers(200, "<!doctype html><p>hello");

        (await FailAsync(_client.GetAsync("vms", default))).Code.ShouldBe(ErrorCodes.OutputUnreadable);
    }

    private static async Task<Error> FailAsync(Task work) => (await Should.ThrowAsync<DrException>(work)).Error;
}
