using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Queues;
using GlusterDr.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>The queues of a private Azurite on a free loopback port, which keeps nothing.</summary>
internal sealed class AzuriteQueues : IDisposable
{
    private const string Account = "tests";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-azurite-");
    private readonly string _key = Convert.ToBase64String(Guid.NewGuid().ToByteArray());
    private readonly Process _process;

    private AzuriteQueues()
    {
        int port = FreePort();
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={_key};QueueEndpoint=http://127.0.0.1:{port}/{Account};";
        ProcessStartInfo start = new(
            Program!, ["--queueHost", "127.0.0.1", "--queuePort", $"{port}", "--location", _directory.FullName, "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{_key}";
        _process = Process.Start(start)!;
    }

    /// <summary>Where it is installed; null: nowhere on the path.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, "azurite-queue"))
        .FirstOrDefault(File.Exists);

    public string ConnectionString { get; }

    public static async Task<AzuriteQueues> StartAsync()
    {
        AzuriteQueues azurite = new();
        using CancellationTokenSource limit = new(s_patience);
        while (await azurite._process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains("successfully listen", StringComparison.Ordinal))
            {
                _ = azurite._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return azurite;
            }
        }

        throw new InvalidOperationException("Azurite ended before it listened.");
    }

    /// <summary>A queue as the app itself opens it.</summary>
    public QueueClient Queue(string name)
    {
        Dictionary<string, string?> settings = new() { ["AzureWebJobsStorage"] = ConnectionString };
        return new AppStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Queue(name);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
