using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Queues;

/// <summary>
/// Executes the commands of a queue. A command that can never succeed goes to the poison queue at once, with the reason. One that may succeed
/// later is retried by the queue, and goes to the poison queue with the reason after its last attempt.
/// </summary>
public sealed class CommandsFunction(RunStarter starter, AppOrchestrationClient orchestrations, ILogger<CommandsFunction> logger)
{
    /// <summary>The queue of commands.</summary>
    public const string Queue = "glusterdr-commands";

    /// <summary>The queue of commands that can never succeed or failed too often. Only people read it.</summary>
    public const string Poison = $"{Queue}-poison";

    /// <summary>The same number as in host.json: how often the host delivers a message before it moves it to the poison queue itself, without a reason.</summary>
    internal const int MaxDequeueCount = 5;

    // Longer than any command or reason. In JSON a character may take six bytes, and all must fit into 48 KiB (64 KiB in base64).
    private const int MostChars = 4000;
    private const int MostReasonChars = 2000;
    private const int MostDetailChars = 300;

    /// <summary>Processes one message; a returned message goes to the poison queue.</summary>
    [Function("Commands")]
    [QueueOutput(Poison)]
    public Task<string?> RunAsync([QueueTrigger(Queue)] string message, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        orchestrations.Use(client);
        return HandleAsync(message, Deliveries(context), context.CancellationToken);
    }

    /// <summary>Executes a message; a returned message goes to the poison queue.</summary>
    /// <param name="message">The message.</param>
    /// <param name="deliveries">How often it was delivered, including this time.</param>
    /// <param name="cancellation">Cancelled when the host stops; the message is then delivered again.</param>
    internal async Task<string?> HandleAsync(string message, int deliveries, CancellationToken cancellation)
    {
        try
        {
            await DoAsync(Read(message), cancellation);
            return null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && (IsFinal(e) || deliveries >= MaxDequeueCount))
        {
            Error error = Brief(ErrorProperties.Read(e));
            CommandsLog.Poison(logger, deliveries, error.Code, error.Message, Poison);
            return JsonSerializer.Serialize(new { message = Cut(message, MostChars), error }, DrJson.Options);
        }
    }

    private static bool IsFinal(Exception exception) => exception is DrException { Error.Class: not ErrorClass.Transient };

    private static int Deliveries(FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("DequeueCount", out object? count) && int.TryParse($"{count}", out int deliveries)
            ? deliveries
            : 1;

    // The message may quote the command.
    private static Error Brief(Error error) => error with
    {
        Message = Cut(error.Message, MostReasonChars),
        Host = CutDetail(error.Host),
        Tried = CutDetail(error.Tried),
        Advice = CutDetail(error.Advice),
    };

    private static string? CutDetail(string? text) => text is null ? null : Cut(text, MostDetailChars);

    // Never cuts a surrogate pair in two.
    private static string Cut(string text, int length) => text.Length <= length
        ? text
        : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];

    private async Task DoAsync(Command command, CancellationToken cancellation)
    {
        switch (command)
        {
            case { Name: "sync", Policy: { } policy }:
                CommandsLog.Done(logger, await starter.StartAsync(policy, RunTrigger.Demand, cancellation));
                break;
            case { Name: "cancel", Run: { } run } when RunId.TryParse(run, out _):
                await starter.CancelAsync(run, command.Reason ?? "requested through the queue of commands", cancellation);
                CommandsLog.Done(logger, run);
                break;
            default:
                throw Unreadable($"'{command.Name}' is unknown or incomplete: sync needs a policy, cancel a run");
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
