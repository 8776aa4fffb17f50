using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace GlusterDr.TestKit;

/// <summary>Azure Storage on free ports of the loopback, in a process of its own that keeps everything in memory.</summary>
public sealed class Azurite : IAsyncDisposable
{
    // The account and key that Azurite documents; they open nothing else.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process;
    private readonly ConcurrentDictionary<string, int> _ports = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<StorageRequest> _requests = [];
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private Azurite(string program)
    {
        ProcessStartInfo start = new(program)
        {
            ArgumentList =
            {
                "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry",
                "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _ = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>The requests that it has received so far, in order.</summary>
    public IReadOnlyCollection<StorageRequest> Requests => _requests;

    /// <summary>The connection string for any client of Azure Storage.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};" +
        $"BlobEndpoint={Endpoint("Blob")};QueueEndpoint={Endpoint("Queue")};TableEndpoint={Endpoint("Table")};";

    /// <summary>Starts Azurite, and installs it first if it is missing.</summary>
    /// <exception cref="InvalidOperationException">Azurite cannot be installed. The message says why and what to do.</exception>
    public static async Task<Azurite> StartAsync()
    {
        Azurite azurite = new(await AzuriteProgram.PathAsync());
        await azurite._listening.Task.WaitAsync(Patience.Limit);
        return azurite;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private string Endpoint(string service) => $"http://127.0.0.1:{_ports[service]}/{Account}";

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (StorageRequest.Read(line) is { } request)
            {
                _requests.Enqueue(request);
            }
            else
            {
                ReadPort(line);
            }
        }

        _listening.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
    }

    // Azurite Blob service is successfully listening at http://127.0.0.1:34593
    private void ReadPort(string line)
    {
        if (!line.Contains("successfully listening", StringComparison.Ordinal))
        {
            return;
        }

        _ports[line.Split(' ')[1]] = int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        if (_ports.Count == 3)
        {
            _listening.TrySetResult();
        }
    }
}
