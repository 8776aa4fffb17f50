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
/// Carries out the commands of a queue. What will never work goes to the queue for poison at once, with the reason; what may work later is
/// tried again by the queue, and goes there with the reason after its last try.
/// </summary>
public sealed class CommandsFunction(RunStarter starter, AppOrchestrationClient orchestrations, ILogger<CommandsFunction> logger)
{
    /// <summary>The queue that is read.</summary>
    public const string Queue = "glusterdr-commands";

    /// <summary>What will never work, or has failed too often. Nothing reads it but people.</summary>
    public const string Poison = $"{Queue}-poison";

    /// <summary>As in host.json: how often the host delivers a message before it puts it aside itself, without a reason.</summary>
    internal const int MaxDequeueCount = 5;

    // No command and no reason is as long. In JSON a character may take six bytes, and all must fit into 48 KiB (64 KiB in base64).
    private const int MostChars = 4000;
    private const int MostReasonChars = 2000;
    private const int MostDetailChars = 300;

    /// <summary>Takes one message; what is returned is poison.</summary>
    [Function("Commands")]
    [QueueOutput(Poison)]
    public Task<string?> RunAsync([QueueTrigger(Queue)] string message, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        orchestrations.Use(client);
        return HandleAsync(message, Deliveries(context), context.CancellationToken);
    }

    /// <summary>Carries out a message; what is returned is poison.</summary>
    /// <param name="message">The message.</param>
    /// <param name="deliveries">How often it was delivered, this time included.</param>
    /// <param name="cancellation">The host stops: the message is delivered again.</param>
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

    // It may quote the command.
    private static Error Brief(Error error) => error with
    {
        Message = Cut(error.Message, MostReasonChars),
        Host = CutDetail(error.Host),
        Tried = CutDetail(error.Tried),
        Advice = CutDetail(error.Advice),
    };

    private static string? CutDetail(string? text) => text is null ? null : Cut(text, MostDetailChars);

    // Never between the two halves of one character.
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
                await starter.CancelAsync(run, command.Reason ?? "asked through the queue of commands", cancellation);
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
