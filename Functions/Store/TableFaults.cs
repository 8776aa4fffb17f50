using Azure;
using Azure.Identity;
using GlusterDr.Errors;
using GlusterDr.Store;

namespace GlusterDr.Functions.Store;

/// <summary>Classifies the errors of Azure Tables: https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes.</summary>
internal static class TableFaults
{
    /// <summary>Whether it is TableNotFound or TableBeingDeleted, which are about the table rather than a row.</summary>
    public static bool IsOfTheTable(RequestFailedException e) => e.ErrorCode?.StartsWith("Table", StringComparison.Ordinal) == true;

    /// <summary>Converts an exception to a fault of the document store. The client has already retried before it throws.</summary>
    public static StoreFault Explain(Exception exception) => exception switch
    {
        // All retries failed, possibly for different reasons.
        AggregateException { InnerExceptions: [.., { } last] } => Explain(last),
        AuthenticationFailedException e => new(
            ErrorClass.Transient, FirstLine(e), "Give the app a managed identity, and check that its token endpoint answers."),
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } e => new(
            ErrorClass.Transient, FirstLine(e), "Check the health of the storage account, and that its firewall admits the app."),
        RequestFailedException { Status: 401 or 403 } e => new(
            ErrorClass.Permanent, FirstLine(e), "Give the app's identity the role Storage Table Data Contributor on the storage account, and check its firewall."),
        RequestFailedException e when IsOfTheTable(e) => new(
            ErrorClass.Permanent, FirstLine(e), "The table was deleted: restore it, or restart the app to begin with an empty one."),
        RequestFailedException e => new(ErrorClass.Permanent, FirstLine(e)),

        // Not the caller's cancellation, but the client's time limit for one attempt.
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => new(ErrorClass.Transient, FirstLine(exception)),
        _ => new(ErrorClass.Permanent, FirstLine(exception)),
    };

    // The rest of the message is headers and the body.
    private static string FirstLine(Exception exception)
    {
        string line = exception.Message.Split('\n', 2)[0].Trim();
        string? code = (exception as RequestFailedException)?.ErrorCode;
        return code is null ? line : $"{line} ({code})";
    }
}
