using System.Xml.Linq;
using GlusterDr.Errors;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Waits for the job of an action, which the engine has only started when it answers.</summary>
internal sealed class EngineJobs(EngineClient client, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);

    /// <summary>Waits until the job of an action has ended. A job that the engine no longer has counts as ended.</summary>
    /// <param name="answer">The answer to the action.</param>
    /// <param name="what">What the action does, for errors.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.EngineFailed"/>: it failed, or takes longer than 2 minutes.</exception>
    public async Task WaitAsync(XElement answer, string what, CancellationToken cancellation)
    {
        if ((string?)answer.Element("job")?.Attribute("id") is not { } id)
        {
            return;
        }

        for (long begun = time.GetTimestamp(); ;)
        {
            switch (await client.FindAsync($"jobs/{Uri.EscapeDataString(id)}", cancellation) is { } job ? EngineXml.Text(job, "status") : null)
            {
                case "started" when time.GetElapsedTime(begun) > s_bound:
                    throw Failure($"it is still in progress after {s_bound.TotalMinutes:0} minutes");
                case "started":
                    await Task.Delay(s_pause, time, cancellation);
                    break;
                case ("failed" or "aborted") and var end:
                    throw Failure($"it {end}");
                default:
                    return;
            }
        }

        DrException Failure(string why) => new(new Error(
            ErrorCodes.EngineFailed, ErrorClass.Transient, $"The oVirt engine started {what}, but {why}.", Advice: "See its tasks and events."));
    }
}
