namespace GlusterDr.AzureHost;

/// <summary>How Durable Task uses Azure Storage. What is not set here is as Durable Task has it.</summary>
public sealed record StorageHubOptions
{
    /// <summary>The storage account.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The task hub: letters and digits.</summary>
    public required string Hub { get; init; }

    /// <summary>Control queues. The default value is host.json's, 4.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Who holds a partition stands in a table instead of being a blob's lease. The default value is host.json's, false.</summary>
    public bool LeasesInTable { get; init; }

    /// <summary>After this the partitions of a dead host are another's; a blob's lease is 15 seconds at least. The default value is
    /// Durable Task's, 30 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this another host sees what a dead one had taken from a queue. The default value is Durable Task's, 5 minutes.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How seldom an empty queue is looked at. The default value is host.json's, 10 seconds.</summary>
    public TimeSpan MaxPolling { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For tests that kill: nothing of a dead host is waited for longer than some seconds.</summary>
    public static StorageHubOptions Quick(string connectionString, string hub) => new()
    {
        ConnectionString = connectionString,
        Hub = hub,
        Partitions = 1,
        LeasesInTable = true,
        Lease = TimeSpan.FromSeconds(3),
        Visibility = TimeSpan.FromSeconds(5),
        MaxPolling = TimeSpan.FromMilliseconds(200),
    };
}
