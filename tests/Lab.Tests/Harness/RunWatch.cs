using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab;

/// <summary>Watches a run from outside, through the API of the process that hosts it.</summary>
internal static class RunWatch
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until a run's progress fulfils the condition. Returns the run's id.</summary>
    public static async Task<string> UntilAsync(GlusterDrCli cli, Func<RunProgress, bool> moment)
    {
        using CancellationTokenSource late = new(Bound);
        using HttpClient client = await ConnectAsync(cli, late.Token);
        string run = await LiveRunAsync(client, late.Token);
        await using Stream stream = await client.GetStreamAsync(new Uri($"/api/v1/runs/{run}/progress", UriKind.Relative), late.Token);
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(late.Token))
        {
            JsonElement update = JsonSerializer.Deserialize<JsonElement>(item.Data);
            if (update.TryGetProperty("progress", out JsonElement progress)
                && moment(progress.Deserialize<RunProgress>(DrJson.Options)!))
            {
                return run;
            }
        }

        throw new InvalidOperationException($"Run {run} was over before the moment came.");
    }

    private static async Task<HttpClient> ConnectAsync(GlusterDrCli cli, CancellationToken cancellation)
    {
        string file = Path.Combine(cli.DataDirectory, "endpoint.json");
        while (true)
        {
            try
            {
                JsonElement endpoint = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file, cancellation));
                HttpClient client = new() { BaseAddress = new Uri(endpoint.GetProperty("url").GetString()!) };
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", endpoint.GetProperty("token").GetString());
                await client.GetFromJsonAsync<JsonElement>("/api/v1/runs?limit=1", cancellation);
                return client;
            }
            catch (Exception e) when (e is IOException or JsonException or HttpRequestException)
            {
                await Task.Delay(Between, cancellation);
            }
        }
    }

    private static async Task<string> LiveRunAsync(HttpClient client, CancellationToken cancellation)
    {
        while (true)
        {
            Run[] live = (await client.GetFromJsonAsync<Run[]>("/api/v1/runs?state=running&limit=1", DrJson.Options, cancellation))!;
            if (live.Length > 0)
            {
                return live[0].Id;
            }

            await Task.Delay(Between, cancellation);
        }
    }
}
