namespace GlusterDr.Scheduling;

/// <summary>Is notified when a policy changes, to evaluate the schedules again.</summary>
public interface IPolicyListener
{
    /// <summary>A policy was stored or deleted.</summary>
    void PoliciesChanged();
}
