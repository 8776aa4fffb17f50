using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using GlusterDr.Functions.Queues;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>Does with the queue of commands what the Functions host does.</summary>
internal sealed class QueuePump(AzuriteQueues azurite, CommandsFunction function, Func<DurableTaskClient> client)
{
    public QueueClient Commands { get; } = azurite.Queue(CommandsFunction.Queue);

    public QueueClient Poison { get; } = azurite.Queue(CommandsFunction.Poison);

    public async Task StartAsync()
    {
        await Commands.CreateIfNotExistsAsync();
        await Poison.CreateIfNotExistsAsync();
    }

    /// <summary>Puts a message, and hands what comes out to the function. What it throws comes out; the message then stays, hidden.</summary>
    public async Task PutAsync(string message)
    {
        await Commands.SendMessageAsync(message);
        await DeliverAsync((await Commands.ReceiveMessageAsync()).Value);
    }

    /// <summary>Hands the next message to the function. What it throws is returned; the message can then be taken again at once.</summary>
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
