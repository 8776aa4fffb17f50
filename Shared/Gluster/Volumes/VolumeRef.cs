namespace GlusterDr.Gluster.Volumes;

/// <summary>A volume as the agent is asked for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its UUID: the agent refuses a volume of that name that has another. Null: whichever has the name.</param>
public readonly record struct VolumeRef(string Name, string? Id = null)
{
    /// <summary>Whichever volume has the name.</summary>
    public static implicit operator VolumeRef(string name) => new(name);

    /// <summary>Whichever volume has the name.</summary>
    public static VolumeRef FromString(string name) => new(name);
}
