using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using GlusterDr.Functions.Queues;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>Processes the queue of commands as the Functions host does.</summary>
internal sealed class QueuePump(AzuriteQueues azurite, CommandsFunction function, Func<DurableTaskClient> client)
{
    public QueueClient Commands { get; } = azurite.Queue(CommandsFunction.Queue);

    public QueueClient Poison { get; } = azurite.Queue(CommandsFunction.Poison);

    public async Task StartAsync()
    {
        await Commands.CreateIfNotExistsAsync();
        await Poison.CreateIfNotExistsAsync();
    }

    /// <summary>Adds a message, and calls the function with the next message. Throws what the function throws; the message then stays, invisible.</summary>
    public async Task PutAsync(string message)
    {
        await Commands.SendMessageAsync(message);
        await DeliverAsync((await Commands.ReceiveMessageAsync()).Value);
    }

    /// <summary>Calls the function with the next message. Returns what the function throws; the message can then be received again at once.</summary>
    public async Task<Exception?> DeliverNextAsync()
    {
        QueueMessage taken = (await Commands.ReceiveMessageAsync()).Value ?? throw new InvalidOperationException("The queue is empty.");
        try
        {
            await DeliverAsync(taken);
            return null;
        }
        catch (Exception e)
        {
            await Commands.UpdateMessageAsync(taken.MessageId, taken.PopReceipt, visibilityTimeout: TimeSpan.Zero);
            return e;
        }
    }

    private async Task DeliverAsync(QueueMessage taken)
    {
        if (await function.RunAsync(taken.Body.ToString(), client(), new Delivery(taken.DequeueCount)) is { } poison)
        {
            await Poison.SendMessageAsync(poison);
        }

        await Commands.DeleteMessageAsync(taken.MessageId, taken.PopReceipt);
    }
}
