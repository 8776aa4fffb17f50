using System.Text.Json;
using GlusterDr.Durable;

namespace GlusterDr.Functions.Durable;

/// <summary>Carries a failure, with its facts and causes, through a host that keeps one line of an exception.</summary>
/// <remarks>
/// Of an activity that failed, the Functions host takes the type of the exception and the first line of its message. So the
/// details are in that line, after words for people.
/// </remarks>
internal sealed class DurableFailureException(TaskFailureDetails details)
    : Exception($"{OneLine(details.ErrorMessage)}{DetailsStart}{JsonSerializer.Serialize(details, DrJson.Options)}")
{
    /// <summary>Where the details begin; JSON writes the brackets otherwise, so that it is not within them.</summary>
    public const string DetailsStart = " <details> ";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
