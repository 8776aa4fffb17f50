namespace GlusterDr.Scheduling;

/// <summary>Who goes by the policies' schedules, and wants to look again when one changes.</summary>
public interface IPolicyListener
{
    /// <summary>A policy was stored or deleted: look again now.</summary>
    void PoliciesChanged();
}
