using GlusterDr.Scheduling;

namespace GlusterDr.Functions.Hosting;

/// <summary>Does nothing, because a timer checks the schedules every minute.</summary>
internal sealed class TimerListener : IPolicyListener
{
    public void PoliciesChanged()
    {
    }
}
