using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>The checker finds requests that are not as the API documents them.</summary>
public sealed class RequestCheckerTests
{
    private const string Id = "0f4c91e6-b8c6-4423-8ca0-e3ddc3c4fad8";
    private const string Snapshots = $"vms/{Id}/snapshots";
    private const string Disks = $"<disk_attachments><disk_attachment><disk id=\"{Id}\"/></disk_attachment></disk_attachments>";
    private const string Event = "<origin>a</origin><severity>alert</severity><description>b</description>";

    [Theory]
    [InlineData("GET", "", "")]
    [InlineData("GET", "vms?search=name%3Da%20page%201&max=200&follow=snapshots,disk_attachments.disk", "")]
    [InlineData("GET", $"storagedomains/{Id}/disksnapshots?include_active=true", "")]
    [InlineData("GET", $"clusters/{Id}/glustervolumes/{Id}", "")]
    [InlineData("GET", "events?from=7", "")]
    [InlineData("POST", Snapshots, $"<snapshot><description>a</description><persist_memorystate>false</persist_memorystate>{Disks}</snapshot>")]
    [InlineData("DELETE", $"{Snapshots}/{Id}?async=true", "")]
    [InlineData("POST", $"vms/{Id}/thawfilesystems", "<action/>")]
    [InlineData("POST", $"storagedomains/{Id}/updateovfstore", "<action><async>false</async></action>")]
    [InlineData("POST", "events", $"<event>{Event}<custom_id>1</custom_id><storage_domain id=\"{Id}\"><external_status>ok</external_status></storage_domain></event>")]
    public void Request_that_is_as_documented_passes(string method, string path, string body) => Check(method, path, body).ShouldBeEmpty();

    [Theory]
    [InlineData("GET", "vm", "", "there is no /ovirt-engine/api/vm")]
    [InlineData("GET", "vms/web1", "", "there is no /ovirt-engine/api/vms/web1")]
    [InlineData("GET", $"vms/{Id}/snapshot", "", $"there is no /ovirt-engine/api/vms/{Id}/snapshot")]
    [InlineData("PUT", "events", "", "/ovirt-engine/api/events takes GET, POST, not PUT")]
    [InlineData("GET", $"vms/{Id}/freezefilesystems", "", $"/ovirt-engine/api/vms/{Id}/freezefilesystems takes POST, not GET")]
    [InlineData("GET", "vms?limit=5", "", "GET api/vms has no parameter limit")]
    [InlineData("GET", "vms?max=many", "", "max is integer, not 'many'")]
    [InlineData("GET", "vms?case_sensitive=yes", "", "case_sensitive is boolean, not 'yes'")]
    [InlineData("GET", "vms?follow=disk_attachment", "", "vm has no link disk_attachment to follow")]
    [InlineData("GET", "vms?follow=disk_attachments.alias", "", "disk_attachment has no link alias to follow")]
    [InlineData("DELETE", $"{Snapshots}/{Id}?force=true", "", "DELETE api/vms/{id}/snapshots/{id} has no parameter force")]
    public void Unknown_address_is_reported(string method, string path, string body, string fault) =>
        Check(method, path, body).ShouldBe([fault]);

    [Theory]
    [InlineData("<snapshot/>", "snapshot needs description")]
    [InlineData("", "the body of POST api/vms/{id}/snapshots is snapshot")]
    [InlineData("<vm><description>a</description></vm>", "the body of POST api/vms/{id}/snapshots is snapshot, not vm")]
    [InlineData("<snapshot><description>a</description><persist_memory_state>false</persist_memory_state></snapshot>", "snapshot has no element persist_memory_state")]
    [InlineData("<snapshot><description>a</description><persist_memorystate>maybe</persist_memorystate></snapshot>", "persist_memorystate is boolean, not 'maybe'")]
    [InlineData("<snapshot><description>a</description><snapshot_type>regular</snapshot_type></snapshot>", "POST api/vms/{id}/snapshots does not take snapshot_type")]
    [InlineData("<snapshot><description>a<b/></description></snapshot>", "description is string, and has elements in it")]
    [InlineData("<snapshot><description>a</description><description>b</description></snapshot>", "snapshot has more than one description")]
    [InlineData("<snapshot><description>a</description><disk_attachments><disk/></disk_attachments></snapshot>", "disk_attachments holds disk_attachment, not disk")]
    [InlineData("<snapshot><description>a</description><disk_attachments><disk_attachment><disk/></disk_attachment></disk_attachments></snapshot>", "disk refers to nothing: it has no id")]
    [InlineData("<snapshot><description>a</description><disk_attachments><disk_attachment><disk uuid=\"1\" id=\"1\"/></disk_attachment></disk_attachments></snapshot>", "disk has no attribute uuid")]
    [InlineData("<snapshot xmlns=\"urn:a\"><description>a</description></snapshot>", "the body of POST api/vms/{id}/snapshots is snapshot, not {urn:a}snapshot")]
    public void Snapshot_that_is_not_as_documented_is_reported(string body, string fault) => Check("POST", Snapshots, body).ShouldBe([fault]);

    [Theory]
    [InlineData(Event, "event needs custom_id")]
    [InlineData($"{Event}<custom_id>4294967296</custom_id>", "custom_id is integer, not '4294967296'")]
    [InlineData("<origin>a</origin><severity>fatal</severity><description>b</description><custom_id>1</custom_id>", "severity is one of normal, warning, error, alert, not 'fatal'")]
    [InlineData($"{Event}<custom_id>1</custom_id><code>9801</code>", "POST api/events does not take code")]
    [InlineData($"{Event}<custom_id>1</custom_id><storage_domain id=\"{Id}\"><external_state>ok</external_state></storage_domain>", "storage_domain has no element external_state")]
    [InlineData($"{Event}<custom_id>1</custom_id><storage_domain id=\"{Id}\"><external_status>bad</external_status></storage_domain>", "external_status is one of error, failure, info, ok, warning, not 'bad'")]
    public void Event_that_is_not_as_documented_is_reported(string content, string fault) =>
        Check("POST", "events", $"<event>{content}</event>").ShouldBe([fault]);

    [Theory]
    [InlineData("Accept", "application/json", "no header 'Accept: application/json' is known")]
    [InlineData("Accept", null, "the header Accept is missing")]
    [InlineData("Version", "3", "no header 'Version: 3' is known")]
    [InlineData("Correlation-Id", "gdr-0f4c91e6-b8c6-4423-8ca0-e3ddc3c4fad8", "no header 'Correlation-Id: gdr-0f4c91e6-b8c6-4423-8ca0-e3ddc3c4fad8' is known")]
    [InlineData("X-Filter", "true", "no header 'X-Filter: true' is known")]
    public void Header_that_is_not_as_documented_is_reported(string name, string? value, string fault) => Check("GET", "vms", "", (name, value)).ShouldBe([fault]);

    [Theory]
    [InlineData("grant_type=password&scope=ovirt-app-api&username=a&password=b", null)]
    [InlineData("grant_type=password&scope=ovirt-app-api&username=a", "the form needs password")]
    [InlineData("grant_type=password&scope=all&username=a&password=b", "the form has no scope, or not of that value")]
    [InlineData("grant_type=password&scope=ovirt-app-api&username=a&password=b&realm=c", "the form has no realm, or not of that value")]
    public void Login_is_checked_too(string form, string? fault)
    {
        EngineExchange exchange = Exchange("POST", "/ovirt-engine/sso/oauth/token", "", form) with
        {
            Headers = new Dictionary<string, string> { ["Accept"] = "application/json", ["Content-Type"] = "application/x-www-form-urlencoded" },
        };
        RequestChecker.Check(exchange).ShouldBe(fault is null ? [] : [fault]);
    }

    private static IReadOnlyList<string> Check(string method, string path, string body, params (string Name, string? Value)[] headers)
    {
        string[] parts = path.Split('?');
        Dictionary<string, string?> all = new() { ["Accept"] = "application/xml", ["Version"] = "4" };
        if (body.Length > 0)
        {
            all["Content-Type"] = "application/xml; charset=utf-8";
        }

        foreach ((string name, string? value) in headers)
        {
            all[name] = value;
        }

        EngineExchange exchange = Exchange(method, $"/ovirt-engine/api/{parts[0]}".TrimEnd('/'), parts.Length > 1 ? $"?{parts[1]}" : "", body);
        return RequestChecker.Check(exchange with { Headers = all.Where(h => h.Value is not null).ToDictionary(h => h.Key, h => h.Value!) });
    }

    private static EngineExchange Exchange(string method, string path, string query, string body) =>
        new(1, DateTimeOffset.UnixEpoch, method, path, query, new Dictionary<string, string>(), body);
}
