namespace GlusterDr.Gluster.Volumes;

/// <summary>A volume in a request to the agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its UUID: the agent refuses a volume of this name with another UUID. Null: any volume of this name.</param>
public readonly record struct VolumeRef(string Name, string? Id = null)
{
    /// <summary>Any volume of this name.</summary>
    public static implicit operator VolumeRef(string name) => new(name);

    /// <summary>Any volume of this name.</summary>
    public static VolumeRef FromString(string name) => new(name);
}
