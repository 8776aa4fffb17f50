using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using GlusterDr.Errors;
using GlusterDr.Functions.Queues;
using GlusterDr.Notifications;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>Messages about the end of runs, on a real queue.</summary>
public sealed class NotificationQueueTests : IAsyncLifetime
{
    private AzuriteQueues _azurite = null!;

    private QueueClient Queue => _azurite.Queue(NotificationQueue.Queue);

    public async ValueTask InitializeAsync() => _azurite = await AzuriteQueues.StartAsync();

    public async ValueTask DisposeAsync() => await _azurite.DisposeAsync();

    [Fact]
    public async Task The_queue_is_made_at_the_first_message_and_again_where_somebody_deleted_it()
    {
        await SendAsync(Report("one"));
        await Queue.DeleteAsync();
        await SendAsync(Report("two"));
        (await MessagesAsync()).ShouldHaveSingleItem().GetProperty("error").GetProperty("message").GetString().ShouldBe("two");
    }

    /// <summary>A receiver recognises a repeated message by the run's id.</summary>
    [Fact]
    public async Task An_end_that_is_notified_twice_gives_two_equal_messages()
    {
        await SendAsync(Report("once"));
        await SendAsync(Report("once"));
        (await MessagesAsync()).Select(m => m.GetRawText()).Distinct().ShouldHaveSingleItem();
        (await MessagesAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("quotes")]
    [InlineData("characters")]
    public async Task Text_arrives_as_it_was_sent(string kind)
    {
        string text = AwkwardText.Of(kind);
        await SendAsync(Report(text));
        (await MessagesAsync()).ShouldHaveSingleItem().GetProperty("error").GetProperty("message").GetString().ShouldBe(text);
    }

    [Fact]
    public async Task The_end_of_a_thousand_failing_vms_and_destinations_fits_into_a_message()
    {
        await SendAsync(LargeReports.Failed(1000));
        JsonElement told = (await MessagesAsync()).ShouldHaveSingleItem();
        told.GetProperty("vmsNotMerged").GetInt32().ShouldBe(1000);
        told.GetProperty("destinations").GetArrayLength().ShouldBeGreaterThan(10);
        (told.GetProperty("destinations").GetArrayLength() + told.GetProperty("destinationsOmitted").GetInt32()).ShouldBe(1000);
    }

    /// <summary>The reason for the size limit of a notification.</summary>
    [Fact]
    public async Task The_service_takes_48_kib_and_no_more_and_a_notification_is_less()
    {
        await Queue.CreateAsync();
        await Queue.SendMessageAsync(new string('x', 48 << 10));
        await Should.ThrowAsync<RequestFailedException>(Queue.SendMessageAsync(new string('x', (48 << 10) + 1)));
        RunNotification.MaxBytes.ShouldBeLessThan(48 << 10);
        Encoding.UTF8.GetByteCount(RunNotification.Write(LargeReports.Failed(1000))).ShouldBeLessThanOrEqualTo(RunNotification.MaxBytes);
    }

    private Task SendAsync(RunReport report) => new NotificationQueue(Queue).EndedAsync(report, CancellationToken.None);

    private async Task<IReadOnlyList<JsonElement>> MessagesAsync()
    {
        PeekedMessage[] messages = await Queue.PeekMessagesAsync(32);
        return [.. messages.Select(m => JsonDocument.Parse(m.Body).RootElement)];
    }

    private static RunReport Report(string error) => new(
        new Run
        {
            Id = "sync-vms-20260101T000000Z",
            Policy = "vms",
            StartedAt = DateTimeOffset.UnixEpoch,
            State = RunState.Failed,
            Error = new Error(ErrorCodes.CommandFailed, ErrorClass.Permanent, error),
        },
        [],
        []);
}
