using System.Threading.Channels;
using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;
using GlusterDr.Local.Store;

namespace GlusterDr.Local.Engine;

/// <summary>Runs activities in the order of their requests, with bounded concurrency.</summary>
internal sealed class ActivityRunner(EngineCore core) : IDisposable
{
    /// <summary>One activity to run.</summary>
    internal sealed record Call(OrchestrationRun Run, int TaskId, string Name, string? Input);

    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
    private readonly CancellationTokenSource _stop = new();
    private Task[] _workers = [];

    public void Start(int workers) => _workers = [.. Enumerable.Range(0, workers).Select(_ => core.Start(WorkAsync))];

    public void Enqueue(Call call)
    {
        core.Busy.Enter();
        if (!_calls.Writer.TryWrite(call))
        {
            core.Busy.Leave();
        }
    }

    /// <summary>Accepts no more activities, cancels the running ones, and waits up to this time.</summary>
    public async Task<bool> StopAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        _calls.Writer.TryComplete();
        await core.Start(_stop.Cancel);
        try
        {
            await Task.WhenAll(_workers).WaitAsync(patience, time, cancellation);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Accepts no more activities.</summary>
    public void Abandon() => _calls.Writer.TryComplete();

    public void Dispose() => _stop.Dispose();

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await _calls.Reader.ReadAsync());
            }
        }
        catch (ChannelClosedException)
        {
            // The queue is empty and closed.
        }
    }

    private async Task AnswerAsync(Call call)
    {
        bool isNeeded = !_stop.IsCancellationRequested && !core.IsDead && !call.Run.IsDropped;
        HistoryRow? answer = isNeeded ? await RunAsync(call) : null;
        try
        {
            if (answer is not null)
            {
                core.Append(call.Run, answer);
            }
        }
        catch (InvalidOperationException exception)
        {
            // The database was closed while the engine was running.
            core.Fault(exception);
        }

        core.Busy.Leave();
    }

    private async Task<HistoryRow?> RunAsync(Call call)
    {
        try
        {
            if (!core.Registry.Activities.TryGetValue(call.Name, out Type? type))
            {
                throw new InvalidOperationException($"No activity '{call.Name}' is registered.");
            }

            PatientWrites.Begin();
            IActivity activity = (IActivity)core.Create(type);
            ActivityContext context = new(call.Name, call.Run.Info.Id, _stop.Token);
            object? result = await activity.RunAsync(context, Json.Read(call.Input, activity.InputType));
            return new(HistoryKind.TaskCompleted, call.TaskId, call.Name, Json.Of(result));
        }
#pragma warning disable CA1031 // Any exception of an activity is its result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (_stop.IsCancellationRequested)
            {
                // It may have failed because the host stops, so it runs again after the next start.
                return null;
            }

            Log.ActivityFailed(core.Logger, exception, call.Name, call.Run.Info.Id);
            return new(HistoryKind.TaskFailed, call.TaskId, call.Name, Json.Of(TaskFailureDetails.From(exception)));
        }
    }
}
