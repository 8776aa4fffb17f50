using GlusterDr.TestKit;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>One Azurite for the tests of a class.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static int s_names;

    private Azurite? _azurite;

    public Azurite Azurite => _azurite ?? throw new InvalidOperationException("Azurite has not been started.");

    /// <summary>A name that nothing in it has yet: for a table, a task hub.</summary>
    public static string NewName() => $"Test{Interlocked.Increment(ref s_names)}";

    public async Task InitializeAsync() => _azurite = await Azurite.StartAsync();

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }
}
