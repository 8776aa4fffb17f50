using GlusterDr.Api.Operations;
using GlusterDr.Errors;

namespace GlusterDr.Api;

/// <summary>An <see cref="AdvisedAction"/> as a call of this API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its query. A part in braces is for the caller to fill in.</param>
/// <param name="Body">The members of the JSON body; null: no body.</param>
public sealed record AdvisedCall(string Method, string Path, IReadOnlyDictionary<string, object>? Body = null)
{
    private static readonly Dictionary<string, ApiOperation> s_operations = new(StringComparer.Ordinal)
    {
        [AdviceCodes.StorePolicy] = ApiOperations.PutPolicy,
        [AdviceCodes.ListPolicies] = ApiOperations.ListPolicies,
        [AdviceCodes.StartRun] = ApiOperations.StartRun,
        [AdviceCodes.ListRuns] = ApiOperations.ListRuns,
        [AdviceCodes.FollowRun] = ApiOperations.FollowRun,
        [AdviceCodes.CancelRun] = ApiOperations.CancelRun,
        [AdviceCodes.ListOperations] = SetUpOperations.ListOperations,
        [AdviceCodes.FollowOperation] = SetUpOperations.FollowOperation,
        [AdviceCodes.CancelOperation] = SetUpOperations.CancelOperation,
        [AdviceCodes.ListSessions] = SessionOperations.List,
        [AdviceCodes.ShowSession] = SessionOperations.Get,
        [AdviceCodes.StartSession] = SessionOperations.Start,
        [AdviceCodes.StopSession] = SessionOperations.Stop,
        [AdviceCodes.PauseSession] = SessionOperations.Pause,
        [AdviceCodes.ResumeSession] = SessionOperations.Resume,
        [AdviceCodes.RemoveSession] = SessionOperations.Remove,
        [AdviceCodes.CleanSession] = SetUpOperations.CleanSession,
        [AdviceCodes.CreateSession] = SetUpOperations.CreateSession,
        [AdviceCodes.DiagnoseSession] = DiagnosisOperations.Diagnose,
        [AdviceCodes.RepairSession] = DiagnosisOperations.Repair,
        [AdviceCodes.ListSessionOptions] = SessionOperations.Config,
        [AdviceCodes.SetSessionOption] = SessionOperations.Set,
    };

    // Their arguments are members of the body; those of all other operations stand in the path and in the query.
    private static readonly HashSet<string> s_withBody = [AdviceCodes.CreateSession, AdviceCodes.DiagnoseSession, AdviceCodes.RepairSession, AdviceCodes.SetSessionOption];

    /// <summary>The call of an action; null: the API has none for it.</summary>
    public static AdvisedCall? Of(AdvisedAction action)
    {
        if (!s_operations.TryGetValue(action.Code, out ApiOperation? operation))
        {
            return null;
        }

        string path = operation.Route;
        List<KeyValuePair<string, string>> rest = [];
        foreach (KeyValuePair<string, string> argument in Parts(action))
        {
            string place = $"{{{argument.Key}}}";
            if (path.Contains(place, StringComparison.Ordinal))
            {
                path = path.Replace(place, Uri.EscapeDataString(argument.Value), StringComparison.Ordinal);
            }
            else
            {
                rest.Add(argument);
            }
        }

        if (s_withBody.Contains(action.Code))
        {
            return new(operation.Method, path, rest.Select(Member).ToDictionary(StringComparer.Ordinal));
        }

        string query = string.Join('&', rest.Select(a => $"{a.Key}={Uri.EscapeDataString(a.Value)}"));
        return new(operation.Method, query.Length > 0 ? $"{path}?{query}" : path);
    }

    // A route has host, volume and secondary of a session as parts of their own. None of the three contains a slash.
    private static IEnumerable<KeyValuePair<string, string>> Parts(AdvisedAction action) => action.Arguments.SelectMany(a =>
        a.Key == AdvisedAction.Session && a.Value.Split('/') is [var host, var volume, var secondary]
            ? [new("host", host), new("volume", volume), new("secondary", secondary)]
            : new[] { a });

    private static KeyValuePair<string, object> Member(KeyValuePair<string, string> argument) => argument switch
    {
        { Key: "file" } => new("files", new[] { argument.Value }),
        { Value: "true" } when argument.Key != "value" => new(argument.Key, true),
        _ => new(argument.Key, argument.Value),
    };
}
