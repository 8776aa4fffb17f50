using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>Compares an engine's answers with the documented API. This verifies the simulated engine.</summary>
public static class AnswerChecker
{
    private static readonly ContentChecker s_content = new(ApiModel.Known, isAnswer: true);

    /// <summary>Whether the model knows an element of a type.</summary>
    public static bool HasElement(string type, string element) => ApiModel.Known.Type(type)?.ContainsKey(element) ?? false;

    /// <summary>Whether the model knows a value of an enumeration.</summary>
    public static bool HasValue(string enumeration, string value) => ApiModel.Known.Enum(enumeration)?.Contains(value) ?? false;

    /// <summary>The faults of an answer. Empty: it is as documented, or the request is not a documented operation.</summary>
    public static IReadOnlyList<string> Check(string method, string path, XElement answer)
    {
        if (answer.Name == "fault")
        {
            return [.. s_content.Check(answer, "fault")];
        }

        if (ApiModel.Known.Find(method, path) is not { Answer: { } root } operation)
        {
            return [];
        }

        return answer.Name != root ? [$"{operation.Name} answers {root}, not {answer.Name}"]
            : operation.Item is { } item ? [.. answer.Elements().SelectMany(e => e.Name == item ? s_content.Check(e, item) : [$"{root} holds {item}, not {e.Name}"])]
            : [.. s_content.Check(answer, root)];
    }
}
