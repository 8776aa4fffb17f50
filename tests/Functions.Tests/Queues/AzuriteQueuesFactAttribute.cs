namespace GlusterDr.Tests.Functions.Queues;

/// <summary>A test against a real Azurite on the loopback; left out, with the reason, where none can be started.</summary>
public sealed class AzuriteQueuesFactAttribute : FactAttribute
{
    public AzuriteQueuesFactAttribute()
    {
        if (AzuriteQueues.Program is null)
        {
            Skip = "azurite-queue is not on the path here (npm install --global azurite).";
        }
    }
}
