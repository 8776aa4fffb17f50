namespace GlusterDr.Durable;

/// <summary>Why a step failed, as plain data that can be stored.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Its stack trace, if known.</param>
/// <param name="Properties">The exception's <see cref="IFailureProperties"/>.</param>
/// <param name="InnerFailure">The inner exception, if any.</param>
public sealed record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace = null,
    IReadOnlyDictionary<string, string>? Properties = null,
    TaskFailureDetails? InnerFailure = null)
{
    /// <summary>The details of an exception.</summary>
    public static TaskFailureDetails From(Exception exception)
    {
        if (exception is TaskFailedException nested)
        {
            return new(nested.GetType().FullName!, nested.Message, null, nested.FailureDetails.Properties, nested.FailureDetails);
        }

        return new(
            exception.GetType().FullName!,
            exception.Message,
            exception.StackTrace,
            (exception as IFailureProperties)?.Properties,
            exception.InnerException is { } inner ? From(inner) : null);
    }
}
