using GlusterDr.Scheduling;

namespace GlusterDr.Functions.Hosting;

/// <summary>The timer looks each minute: there is nobody to wake.</summary>
internal sealed class TimerListener : IPolicyListener
{
    public void PoliciesChanged()
    {
    }
}
