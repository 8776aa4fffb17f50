using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using GlusterDr.Notifications;
using GlusterDr.Runs;

namespace GlusterDr.Functions.Queues;

/// <summary>Sends a message to a queue for each run that has ended: see <see cref="RunNotification"/>.</summary>
internal sealed class NotificationQueue(QueueClient queue) : IRunListener
{
    /// <summary>The queue.</summary>
    public const string Queue = "glusterdr-notifications";

    // The messages may never be read, so they expire: the queue must not grow without limit.
    private static readonly TimeSpan s_keep = TimeSpan.FromDays(30);

    public async Task EndedAsync(RunReport report, CancellationToken cancellation)
    {
        string message = RunNotification.Write(report);
        try
        {
            await PutAsync(message, cancellation);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await PutAsync(message, cancellation);
        }
    }

    private Task PutAsync(string message, CancellationToken cancellation) =>
        queue.SendMessageAsync(message, timeToLive: s_keep, cancellationToken: cancellation);
}
