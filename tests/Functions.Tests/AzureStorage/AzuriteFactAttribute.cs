using GlusterDr.TestKit;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>A test against Azurite; left out, with the reason, where it is not installed.</summary>
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute()
    {
        if (Azurite.Program is null)
        {
            Skip = Azurite.Missing;
        }
    }
}
