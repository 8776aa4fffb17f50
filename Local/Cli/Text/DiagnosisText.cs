using System.Text;
using System.Text.Json;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Text of a diagnosis: each fault with its evidence and its fixes.</summary>
internal static class DiagnosisText
{
    private const int MostEvidence = 6;

    public static void Append(StringBuilder text, SessionDiagnosis diagnosis)
    {
        foreach ((int index, Trouble trouble) in diagnosis.Troubles.Index())
        {
            string sure = trouble.IsOver ? "over" : trouble.Certainty == Certainty.Certain ? "certain" : "likely";
            text.AppendLine(Printable.OneLine($"{index + 1}. {Name(trouble)} ({sure}): {trouble.Summary}"));
            foreach (Evidence evidence in trouble.Evidence.Take(MostEvidence))
            {
                text.AppendLine(Printable.OneLine($"     seen: {evidence.Where}{(evidence.At is { } at ? $" at {at:u}" : "")}: {evidence.Fact}"));
            }

            foreach (Trouble.Remedy remedy in trouble.Remedies)
            {
                text.AppendLine(Printable.OneLine($"     fix: {remedy.Text}"));
                if (remedy.Command is not null)
                {
                    text.AppendLine(Printable.OneLine($"          {(remedy.Host is null ? "" : $"[{remedy.Host}] ")}{remedy.Command}"));
                }

                if (remedy.Action is { } action)
                {
                    text.AppendLine(Printable.OneLine($"          {AdviceText.Command(action)}"));
                }
            }
        }

        AppendContent(text, diagnosis.Content);
        foreach (string gap in diagnosis.Gaps)
        {
            text.AppendLine(Printable.OneLine($"not known: {gap}"));
        }
    }

    /// <summary>The exit code of a diagnosis.</summary>
    public static int ExitCode(SessionDiagnosis diagnosis) => diagnosis.Troubles.Where(t => !t.IsOver && t.Cure != Cure.None).ToArray() switch
    {
        [] => diagnosis.Gaps.Count > 0 ? ExitCodes.Warnings : ExitCodes.Ok,
        var troubles when troubles.Any(t => t.Certainty == Certainty.Certain) => ExitCodes.Failed,
        _ => ExitCodes.Warnings,
    };

    private static string Name(Trouble trouble) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{trouble.Kind}");

    private static void AppendContent(StringBuilder text, ContentReport? content)
    {
        if (content is null)
        {
            return;
        }

        text.AppendLine($"compared: {content.Compared} file(s), {content.Bytes >> 20} MiB at each site; {content.Differing} differ");
        foreach (ContentReport.LeftFiles left in content.NotCompared)
        {
            text.AppendLine(Printable.OneLine($"not compared: {left.Count} file(s){(left.Example.Length > 0 ? $", such as {left.Example}" : "")}: {left.Why}"));
        }
    }
}
