namespace GlusterDr.Errors;

/// <summary>What can be done about an error.</summary>
public enum ErrorClass
{
    /// <summary>It may work later.</summary>
    Transient,

    /// <summary>A retry gives the same result: fail now.</summary>
    Permanent,

    /// <summary>A person must decide: send an alert, and keep a safe state.</summary>
    NeedsPerson,
}
