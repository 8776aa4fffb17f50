using System.Text.Json;
using GlusterDr.Durable;

namespace GlusterDr.Functions.Durable;

/// <summary>Carries a failure, with its properties and causes, through a host that keeps only one line of an exception.</summary>
/// <remarks>
/// When an activity fails, the Functions host keeps only the type of the exception and the first line of its message. So the
/// details are in that line, after the readable message.
/// </remarks>
internal sealed class DurableFailureException(TaskFailureDetails details)
    : Exception($"{OneLine(details.ErrorMessage)}{DetailsStart}{JsonSerializer.Serialize(details, DrJson.Options)}")
{
    /// <summary>The text before the details. JSON escapes angle brackets, so it cannot occur within the details.</summary>
    public const string DetailsStart = " <details> ";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
