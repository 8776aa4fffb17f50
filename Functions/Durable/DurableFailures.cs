using System.Text;
using System.Text.Json;
using GlusterDr.Durable;
using Dt = Microsoft.DurableTask;
using NonDeterministicOrchestrationException = DurableTask.Core.Exceptions.NonDeterministicOrchestrationException;

namespace GlusterDr.Functions.Durable;

/// <summary>Converts Durable Task's failures into GlusterDr's.</summary>
internal static class DurableFailures
{
    private static readonly string s_nonDeterministic = typeof(NonDeterministicOrchestrationException).FullName!;

    // The Functions host's exception for calls whose worker process ended. The Durable extension recognises it by this text for
    // orchestrators, but for an activity it takes it for the activity's own failure.
    private const string WorkerEnded = "WorkerProcessExitException";

    /// <summary>Whether an activity failed because its process ended.</summary>
    public static bool IsLostCall(Dt.TaskFailureDetails? failure) =>
        failure is not null
        && (failure.ErrorType.EndsWith(WorkerEnded, StringComparison.Ordinal) || IsLostCall(failure.InnerFailure));

    // For a terminated sub-orchestration Durable Task reports only that it failed, although it documents details.
    public static TaskFailedException Translate(Dt.TaskFailedException failed)
    {
        Dt.TaskFailureDetails? details = failed.FailureDetails;
        return new(failed.TaskName, failed.TaskId, details is null ? Terminated(failed.TaskName) : Read(details));
    }

    /// <summary>The details that a GlusterDr exception carries, or else those of Durable Task's own exception.</summary>
    public static TaskFailureDetails Read(Dt.TaskFailureDetails failure) => DetailsIn(failure.ErrorMessage) ?? new(
        failure.ErrorType == s_nonDeterministic ? typeof(NonDeterministicException).FullName! : failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.Properties?.ToDictionary(fact => fact.Key, fact => $"{fact.Value}"),
        failure.InnerFailure is { } inner ? Read(inner) : null);

    /// <summary>Parses details from text: the type, a colon, the message.</summary>
    public static TaskFailureDetails Read(string text)
    {
        string[] parts = text.Split(": ", 2);
        return parts is [var type, var message] && !type.Contains(' ', StringComparison.Ordinal)
            ? Read(new Dt.TaskFailureDetails(type, message, null, null, null))
            : Read(new Dt.TaskFailureDetails("OrchestrationFailed", text.Length > 0 ? text : "The instance failed for an unknown reason.", null, null, null));
    }

    private static TaskFailureDetails Terminated(string name) =>
        new("OrchestrationTerminated", $"The sub-orchestration '{name}' was terminated.");

    // Hosts may append to the message: text after the JSON is ignored.
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
            // The details were cut off, so only the readable message is left.
            return null;
        }
    }
}
