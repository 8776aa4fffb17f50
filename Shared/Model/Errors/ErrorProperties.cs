using System.Text.Json;
using GlusterDr.Durable;

namespace GlusterDr.Errors;

/// <summary>Converts an <see cref="Error"/> to the properties of a stored failure and back.</summary>
public static class ErrorProperties
{
    private const string CodeKey = "code";
    private const string ActionsKey = "actions";

    /// <summary>The properties of an error.</summary>
    public static IReadOnlyDictionary<string, string> Write(Error error)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal)
        {
            [CodeKey] = error.Code,
            ["class"] = error.Class.ToString(),
            ["message"] = error.Message,
        };
        Add("host", error.Host);
        Add("tried", error.Tried);
        Add("advice", error.Advice);
        Add(ActionsKey, error.Actions is null ? null : JsonSerializer.Serialize(error.Actions, DrJson.Options));
        return facts;

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                facts[key] = value;
            }
        }
    }

    /// <summary>The error of any exception: its own, that of a failed step, or <see cref="ErrorCodes.Unexpected"/>.</summary>
    public static Error Read(Exception exception) => exception switch
    {
        DrException known => known.Error,
        TaskFailedException failed => Read(failed.FailureDetails),
        IFailureProperties known when Find(known.Properties) is { } error => error,
        _ => Unexpected(exception.GetType().Name, exception.Message),
    };

    /// <summary>The error of a stored failure.</summary>
    public static Error Read(TaskFailureDetails details)
    {
        for (TaskFailureDetails? at = details; at is not null; at = at.InnerFailure)
        {
            if (at.Properties is { } facts && Find(facts) is { } error)
            {
                return error;
            }
        }

        return Unexpected(details.ErrorType, details.ErrorMessage);
    }

    private static Error? Find(IReadOnlyDictionary<string, string> facts) => facts.TryGetValue(CodeKey, out string? code)
        ? new Error(
            code,
            Enum.Parse<ErrorClass>(facts["class"]),
            facts["message"],
            facts.GetValueOrDefault("host"),
            facts.GetValueOrDefault("tried"),
            facts.GetValueOrDefault("advice"))
        {
            Actions = facts.TryGetValue(ActionsKey, out string? actions) ? JsonSerializer.Deserialize<AdvisedAction[]>(actions, DrJson.Options) : null,
        }
        : null;

    private static Error Unexpected(string type, string message) =>
        new(ErrorCodes.Unexpected, ErrorClass.Permanent, $"{type}: {message}", Advice: "This is a defect of GlusterDr: report it with the run's log.");
}
