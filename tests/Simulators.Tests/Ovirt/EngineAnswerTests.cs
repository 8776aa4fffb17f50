using System.Net;
using System.Xml.Linq;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>The answers of the simulated engine are as its API documents them.</summary>
public sealed class EngineAnswerTests : IDisposable
{
    private static readonly string[] s_notSimulated = ["api/clusters/{id}/glustervolumes/{id}"];

    private readonly EngineWorld _world = new(vms: 2);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Answers_of_all_simulated_resources_have_the_documented_type()
    {
        await BringAboutAllAsync();
        foreach (ApiOperation operation in ApiModel.Known.Operations.Where(o => o.Method == "GET" && !s_notSimulated.Contains(o.Path)))
        {
            // The world checks each answer.
            HttpResponseMessage answer = await _world.SendAsync(HttpMethod.Get, $"/ovirt-engine/{await PathAsync(operation)}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, operation.Name);
        }

        _world.Engine.UnexpectedRequests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", "vms", "<vms><vm><nmae>vm1</nmae></vm></vms>", "vm has no element nmae")]
    [InlineData("GET", "vms", "<vms><disk/></vms>", "vms holds vm, not disk")]
    [InlineData("GET", "disks", "<diskz/>", "GET api/disks answers disks, not diskz")]
    [InlineData("GET", "disks", "<disks><disk><status>fine</status></disk></disks>", "status is one of illegal, locked, ok, not 'fine'")]
    [InlineData("GET", "disks", "<disks><disk><actual_size>1 GB</actual_size></disk></disks>", "actual_size is long, not '1 GB'")]
    [InlineData("GET", "jobs", "<jobs><job><start_time>yesterday</start_time></job></jobs>", "start_time is date, not 'yesterday'")]
    [InlineData("GET", "jobs", "<jobs><job uuid=\"1\"/></jobs>", "job has no attribute uuid")]
    [InlineData("GET", "jobs", "<jobs><job><status>failed</status><status>failed</status></job></jobs>", "job has more than one status")]
    [InlineData("GET", "vms", "<vms><vm><cpu><cores>4</cores></cpu></vm></vms>", "cpu: the type cpu is not described")]
    [InlineData("POST", "events", "<fault><code>5</code></fault>", "fault has no element code")]
    public void Answers_that_differ_from_the_documentation_are_reported(string method, string path, string answer, string fault) =>
        AnswerChecker.Check(method, $"/ovirt-engine/api/{path}", XElement.Parse(answer)).ShouldBe([fault]);

    [Fact]
    public void Answers_with_links_actions_and_followed_references_are_valid()
    {
        const string vm = """
            <vm id="1" href="/ovirt-engine/api/vms/1"><actions><link rel="start" href="/start"/></actions><link rel="nics" href="/nics"/>
            <disk_attachments><disk_attachment id="2"><disk id="2"><image_id>3</image_id></disk></disk_attachment></disk_attachments></vm>
            """;
        AnswerChecker.Check("GET", "/ovirt-engine/api/vms/0f4c91e6-b8c6-4423-8ca0-e3ddc3c4fad8", XElement.Parse(vm)).ShouldBeEmpty();
    }

    private async Task BringAboutAllAsync()
    {
        await _world.SnapshotAsync();
        _world.Engine.AddLun(_world.Vm, "lun1");
        _world.Engine.AddNfsDomain("nfs1", "nas", "/exports/iso");
        await _world.PostAsync("events", $"""
            <event><origin>test</origin><severity>alert</severity><custom_id>1</custom_id><description>full</description><custom_data>more</custom_data>
            <storage_domain id="{_world.Domain.Id}"><external_status>error</external_status></storage_domain><vm id="{_world.Vm.Id}"/></event>
            """);
    }

    /// <summary>Each id is that of the first entity in its collection.</summary>
    private async Task<string> PathAsync(ApiOperation operation)
    {
        string path = "";
        foreach (string word in operation.Path.Split('/'))
        {
            string next = word.StartsWith('{')
                ? (string)(await _world.GetAsync($"/ovirt-engine/{path}")).Elements().First().Attribute("id")!
                : word;
            path = path.Length == 0 ? next : $"{path}/{next}";
        }

        return operation.Path is "api/vms" or "api/vms/{id}" ? $"{path}?follow=snapshots,disk_attachments.disk" : path;
    }
}
