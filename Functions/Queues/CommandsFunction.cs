using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using GlusterDr.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Queues;

/// <summary>
/// Carries out the commands of a queue. What will never work goes to the queue for poison at once, with the reason; what may work later is
/// tried again by the queue, and goes there after its last try.
/// </summary>
public sealed class CommandsFunction(RunStarter starter, AppOrchestrationClient orchestrations, ILogger<CommandsFunction> logger)
{
    /// <summary>The queue that is read.</summary>
    public const string Queue = "glusterdr-commands";

    /// <summary>Where the queue itself puts what failed too often, and this what will never work.</summary>
    public const string Poison = $"{Queue}-poison";

    // No command and no reason is as long: with what both become in JSON they must fit into a message again.
    private const int MostChars = 4000;
    private const int MostReasonChars = 2000;

    /// <summary>Takes one message; what is returned is poison.</summary>
    [Function("Commands")]
    [QueueOutput(Poison)]
    public async Task<string?> RunAsync(
        [QueueTrigger(Queue)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        orchestrations.Use(client);
        try
        {
            await DoAsync(Read(message), cancellation);
            return null;
        }
        catch (DrException e) when (e.Error.Class != ErrorClass.Transient)
        {
            // It may quote the command.
            Error error = e.Error with { Message = Cut(e.Error.Message, MostReasonChars) };
            CommandsLog.Poison(logger, error.Message);
            return JsonSerializer.Serialize(new { message = Cut(message, MostChars), error }, DrJson.Options);
        }
    }

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    private async Task DoAsync(Command command, CancellationToken cancellation)
    {
        switch (command)
        {
            case { Name: "sync", Policy: { } policy }:
                CommandsLog.Done(logger, await starter.StartAsync(policy, RunTrigger.Demand, cancellation));
                break;
            case { Name: "cancel", Run: { } run } when RunId.TryParse(run, out _):
                await starter.CancelAsync(run, command.Reason ?? "asked through the queue of commands", cancellation);
                CommandsLog.Done(logger, run);
                break;
            default:
                throw Unreadable($"'{command.Name}' is none, or says not what: sync takes a policy, cancel a run");
        }
    }

    private static Command Read(string message)
    {
        try
        {
            return JsonSerializer.Deserialize<Command>(message, DrJson.Options) ?? throw Unreadable("it is empty");
        }
        catch (JsonException e)
        {
            throw Unreadable(e.Message);
        }
    }

    private static DrException Unreadable(string why) => new(new Error(
        ErrorCodes.CommandInvalid, ErrorClass.Permanent, $"The command cannot be read: {why}.", Queue));
}
