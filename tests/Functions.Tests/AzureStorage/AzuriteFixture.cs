using GlusterDr.TestKit;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>One Azurite for the tests of a class.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static int s_names;

    private Azurite? _azurite;

    public Azurite Azurite => _azurite ?? throw new InvalidOperationException("Azurite has not been started.");

    /// <summary>A new name, unused in this Azurite, for a table or a task hub.</summary>
    public static string NewName() => $"Test{Interlocked.Increment(ref s_names)}";

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }
}
