namespace GlusterDr.Simulators;

/// <summary>Why a worker dies.</summary>
internal enum SessionFault
{
    /// <summary>No log gives a reason.</summary>
    PeerGone,

    /// <summary>No ssh connection to the secondary.</summary>
    NoConnection,

    /// <summary>The secondary volume cannot be mounted.</summary>
    VolumeStopped,

    /// <summary>rsync cannot write.</summary>
    Full,
}
