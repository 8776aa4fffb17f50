using GlusterDr.FunctionsHost.Functions;
using GlusterDr.FunctionsHost.Protocol;
using ContentCase = GlusterDr.FunctionsHost.Protocol.StreamingMessage.ContentOneofCase;

namespace GlusterDr.FunctionsHost.Worker;

/// <summary>A worker that has reported its capabilities and has loaded the app's functions.</summary>
internal sealed class ConnectedWorker
{
    private readonly WorkerChannel _channel;
    private readonly IDictionary<string, string> _capabilities;

    private ConnectedWorker(WorkerChannel channel, IDictionary<string, string> capabilities, IReadOnlyList<FunctionDefinition> functions)
    {
        _channel = channel;
        _capabilities = capabilities;
        Functions = functions;
    }

    /// <summary>The app's functions.</summary>
    public IReadOnlyList<FunctionDefinition> Functions { get; }

    /// <summary>The address where the worker accepts HTTP requests. Null: it gets them in calls.</summary>
    public string? HttpUri => _capabilities.TryGetValue("HttpUri", out string? uri) ? uri : null;

    /// <summary>Initialises a worker, so that it can be called.</summary>
    public static async Task<ConnectedWorker> GreetAsync(WorkerChannel channel, string appDirectory)
    {
        await channel.Connected;
        WorkerInitRequest init = new() { HostVersion = "4.1047.100.0", WorkerDirectory = appDirectory, FunctionAppDirectory = appDirectory };
        WorkerInitResponse can = (await channel.AskAsync(new() { WorkerInitRequest = init }, ContentCase.WorkerInitResponse)).WorkerInitResponse;
        ThrowIfFailed(can.Result, "starting");
        FunctionsMetadataRequest which = new() { FunctionAppDirectory = appDirectory };
        FunctionMetadataResponse metadata =
            (await channel.AskAsync(new() { FunctionsMetadataRequest = which }, ContentCase.FunctionMetadataResponse)).FunctionMetadataResponse;
        ThrowIfFailed(metadata.Result, "telling its functions");
        List<FunctionDefinition> functions = [];
        foreach (RpcFunctionMetadata function in metadata.FunctionMetadataResults)
        {
            functions.Add(await LoadAsync(channel, function, appDirectory));
        }

        return new ConnectedWorker(channel, can.Capabilities, functions);
    }

    /// <summary>Calls a function.</summary>
    public async Task<FunctionResult> CallAsync(FunctionCall call, CancellationToken cancellation)
    {
        InvocationRequest request = new()
        {
            InvocationId = call.InvocationId,
            FunctionId = call.Function.Name,
            TraceContext = new RpcTraceContext(),
        };
        request.InputData.Add(call.Inputs.Select(input => new ParameterBinding { Name = input.Key, Data = TypedValues.Write(input.Value) }));
        foreach ((string name, object? value) in call.BindingData)
        {
            request.TriggerMetadata[name] = TypedValues.Write(value);
        }

        InvocationResponse response = await _channel.CallAsync(request, _capabilities.ContainsKey("HandlesInvocationCancelMessage"), cancellation);
        return response.Result.Status == StatusResult.Types.Status.Success
            ? new FunctionResult(
                TypedValues.Read(response.ReturnValue),
                response.OutputData.ToDictionary(output => output.Name, output => TypedValues.Read(output.Data)))
            : throw new WorkerCallException(response.Result);
    }

    private static async Task<FunctionDefinition> LoadAsync(WorkerChannel channel, RpcFunctionMetadata metadata, string appDirectory)
    {
        FunctionDefinition function = FunctionDefinition.Read(metadata.Name, metadata.RawBindings);
        RpcFunctionMetadata load = new(metadata) { FunctionId = function.Name, Directory = appDirectory };
        load.Bindings.Clear();
        foreach (FunctionBinding binding in function.Bindings)
        {
            load.Bindings[binding.Name] = new BindingInfo
            {
                Type = binding.Type,
                Direction = binding.IsOut ? BindingInfo.Types.Direction.Out : BindingInfo.Types.Direction.In,
            };
        }

        StreamingMessage question = new() { FunctionLoadRequest = new() { FunctionId = function.Name, Metadata = load } };
        StreamingMessage answer = await channel.AskAsync(question, ContentCase.FunctionLoadResponse);
        ThrowIfFailed(answer.FunctionLoadResponse.Result, $"loading {function.Name}");
        return function;
    }

    private static void ThrowIfFailed(StatusResult result, string doing)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"The worker failed while {doing}: {result.Exception?.Message}", new WorkerCallException(result));
        }
    }
}
