using System.Text;
using System.Text.Json;
using GlusterDr.Durable;
using Dt = Microsoft.DurableTask;
using NonDeterministicOrchestrationException = DurableTask.Core.Exceptions.NonDeterministicOrchestrationException;

namespace GlusterDr.Functions.Durable;

/// <summary>Turns Durable Task's failures into ours.</summary>
internal static class DurableFailures
{
    private static readonly string s_nonDeterministic = typeof(NonDeterministicOrchestrationException).FullName!;

    // The Functions host's exception for calls whose worker process ended; the Durable extension, which knows it by the same words for
    // orchestrators, takes it for an activity's own failure.
    private const string WorkerEnded = "WorkerProcessExitException";

    /// <summary>Whether an activity failed because its process ended, and not by itself.</summary>
    public static bool IsLostCall(Dt.TaskFailureDetails? failure) =>
        failure is not null
        && (failure.ErrorType.EndsWith(WorkerEnded, StringComparison.Ordinal) || IsLostCall(failure.InnerFailure));

    // Of a sub-orchestration that was terminated Durable Task tells nothing but that it failed, although it promises details.
    public static TaskFailedException Translate(Dt.TaskFailedException failed)
    {
        Dt.TaskFailureDetails? details = failed.FailureDetails;
        return new(failed.TaskName, failed.TaskId, details is null ? Terminated(failed.TaskName) : Read(details));
    }

    /// <summary>What one of our exceptions carries, or else what Durable Task says of an exception of its own.</summary>
    public static TaskFailureDetails Read(Dt.TaskFailureDetails failure) => DetailsIn(failure.ErrorMessage) ?? new(
        failure.ErrorType == s_nonDeterministic ? typeof(NonDeterministicException).FullName! : failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.Properties?.ToDictionary(fact => fact.Key, fact => $"{fact.Value}"),
        failure.InnerFailure is { } inner ? Read(inner) : null);

    /// <summary>Of details that were written down as text: the type, a colon, the message.</summary>
    public static TaskFailureDetails Read(string text)
    {
        string[] parts = text.Split(": ", 2);
        return parts is [var type, var message] && !type.Contains(' ', StringComparison.Ordinal)
            ? Read(new Dt.TaskFailureDetails(type, message, null, null, null))
            : Read(new Dt.TaskFailureDetails("OrchestrationFailed", text.Length > 0 ? text : "The instance failed, and nothing more is known.", null, null, null));
    }

    private static TaskFailureDetails Terminated(string name) =>
        new("OrchestrationTerminated", $"The sub-orchestration '{name}' was terminated.");

    // Hosts may add to the message: what follows the JSON is no part of it.
    private static TaskFailureDetails? DetailsIn(string message)
    {
        int start = message.LastIndexOf(DurableFailureException.DetailsStart, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(message[(start + DurableFailureException.DetailsStart.Length)..]));
        try
        {
            return JsonSerializer.Deserialize<TaskFailureDetails>(ref reader, DrJson.Options);
        }
        catch (JsonException)
        {
            // Cut off on its way: the words for people are left.
            return null;
        }
    }
}
