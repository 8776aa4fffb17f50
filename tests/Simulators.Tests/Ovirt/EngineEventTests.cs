using System.Net;
using System.Xml.Linq;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>External events, and what the engine does with them.</summary>
public sealed class EngineEventTests : IDisposable
{
    private readonly EngineWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Event_is_stored_and_found_and_sets_the_external_status_of_its_domain()
    {
        XElement made = await _world.PostAsync("events", Event(1, "failed", $"""<storage_domain id="{_world.Domain.Id}"><external_status>error</external_status></storage_domain>"""));
        made.Element("code")!.Value.ShouldBe("9801");
        made.Element("storage_domain")!.Attribute("href")!.Value.ShouldBe($"/ovirt-engine/api/storagedomains/{_world.Domain.Id}");
        (await _world.GetAsync($"events/{made.Attribute("id")!.Value}")).Element("description")!.Value.ShouldBe("failed");
        (await _world.GetAsync("events?search=origin%3DGlusterDr%20and%20severity%3Dnormal")).Elements().ShouldHaveSingleItem();
        (await _world.GetAsync($"storagedomains/{_world.Domain.Id}")).Element("external_status")!.Value.ShouldBe("error");

        await _world.PostAsync("events", Event(2, "fine", $"""<storage_domain id="{_world.Domain.Id}"><external_status>ok</external_status></storage_domain>"""));
        (await _world.GetAsync($"storagedomains/{_world.Domain.Id}")).Element("external_status")!.Value.ShouldBe("ok");
        (await _world.GetAsync($"events?from={made.Attribute("id")!.Value}")).Elements().Single().Element("description")!.Value.ShouldBe("fine");
    }

    [Fact]
    public async Task Number_is_used_once_per_origin()
    {
        await _world.PostAsync("events", Event(1, "a"));
        (await _world.PostAsync("events", Event(1, "b"), 400)).Element("detail")!.Value
            .ShouldBe("[=Cannot add External Event. External Event with this custom id already exists.]");
        await _world.PostAsync("events", Event(1, "b").Replace("GlusterDr", "other", StringComparison.Ordinal));
        (await _world.PostAsync("events", Event(3, "b").Replace("GlusterDr", "ovirt", StringComparison.Ordinal), 400)).Element("detail")!.Value
            .ShouldBe("[Cannot add External Event. Illegal Origin for External Event : oVirt]");
    }

    [Theory]
    [InlineData("origin", "origin")]
    [InlineData("custom_id", "customId")]
    [InlineData("description", "description")]
    [InlineData("severity", "severity")]
    public async Task Event_needs_its_fields(string field, string told)
    {
        XElement body = XElement.Parse(Event(1, "a"));
        body.Element(field)!.Remove();
        XElement fault = await _world.PostAsync("events", body.ToString(), 400);
        fault.Element("reason")!.Value.ShouldBe("Incomplete parameters");
        fault.Element("detail")!.Value.ShouldBe($"Event [{told}] required for add");
    }

    [Fact]
    public async Task Events_are_suppressed_only_at_a_flood_rate_of_zero_by_severity_and_subject()
    {
        await _world.PostAsync("events", Event(1, "a"));
        await _world.PostAsync("events", Event(2, "a"));
        await _world.PostAsync("events", Event(3, "a", "<flood_rate>0</flood_rate>"));
        XElement fault = await _world.PostAsync("events", Event(4, "something else", "<flood_rate>0</flood_rate>"), 400);
        fault.Element("detail")!.Value.ShouldBe("[]");
        await _world.PostAsync("events", Event(5, "a", $"""<flood_rate>0</flood_rate><vm id="{_world.Vm.Id}"/>"""));
        _world.Clock.Advance(TimeSpan.FromSeconds(31));
        await _world.PostAsync("events", Event(4, "something else", "<flood_rate>0</flood_rate>"));
        _world.Engine.Events.Count(e => e.Origin == "GlusterDr").ShouldBe(5);
    }

    [Fact]
    public async Task Jobs_are_found_by_the_id_of_the_request()
    {
        await _world.PostAsync($"vms/{_world.Vm.Id}/snapshots", EngineWorld.Wish("a"), correlationId: "run-1");
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        XElement job = (await _world.GetAsync("jobs?search=correlation_id%3Drun-1")).Elements().Single();
        job.Element("status")!.Value.ShouldBe("finished");
        job.Element("end_time").ShouldNotBeNull();
        (await _world.GetAsync($"jobs/{job.Attribute("id")!.Value}/steps")).Elements().Count().ShouldBe(3);
        (await _world.StatusAsync($"jobs/{Guid.Empty}")).ShouldBe(HttpStatusCode.NotFound);
        (await _world.GetAsync("jobs?search=correlation_id%3Drun-2")).Elements().ShouldBeEmpty();
    }

    private static string Event(int customId, string text, string more = "") =>
        $"<event><description>{text}</description><severity>normal</severity><origin>GlusterDr</origin><custom_id>{customId}</custom_id>{more}</event>";
}
