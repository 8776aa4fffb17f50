namespace GlusterDr.Errors;

/// <summary>What may be done about an error.</summary>
public enum ErrorClass
{
    /// <summary>Worth another attempt, later.</summary>
    Transient,

    /// <summary>Another attempt gives the same: fail now.</summary>
    Permanent,

    /// <summary>A person must decide: alert, and keep the state safe.</summary>
    NeedsPerson,
}
