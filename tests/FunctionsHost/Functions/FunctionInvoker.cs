using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>Calls a function for WebJobs: provides the values of its input bindings, and writes those of its output bindings.</summary>
internal sealed class FunctionInvoker(Func<FunctionCall, CancellationToken, Task<FunctionResult>> worker)
{
    /// <summary>Calls a function. Returns its return value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">The value of the trigger, a binder, a cancellation token.</param>
    public async Task<object?> InvokeAsync(FunctionDefinition function, object?[] arguments)
    {
        Binder binder = (Binder)arguments[1]!;
        FunctionCall call = new(
            function,
            $"{Guid.NewGuid()}",
            await InputsAsync(function, arguments[0], binder),
            TriggerMetadata.Of(binder.BindingData, arguments[0]),
            arguments[0] as HttpContext);
        FunctionResult result = await worker(call, (CancellationToken)arguments[2]!);
        foreach (FunctionBinding output in function.Bindings.Where(binding => binding.IsOut))
        {
            await PutAsync(output, output.Name == "$return" ? result.Return : result.Outputs.GetValueOrDefault(output.Name), binder);
        }

        return result.Return;
    }

    private static async Task<Dictionary<string, object?>> InputsAsync(FunctionDefinition function, object? trigger, Binder binder)
    {
        Dictionary<string, object?> inputs = new() { [function.Trigger.Name] = trigger };
        foreach (FunctionBinding input in function.Bindings.Where(binding => !binding.IsTrigger && !binding.IsOut))
        {
            inputs[input.Name] = input.Type == "durableClient"
                ? await binder.BindAsync<string>(new DurableClientAttribute { TaskHub = input["taskHub"], ConnectionName = input["connectionName"] })
                : throw new NotSupportedException($"The function {function.Name} has an input that this host does not know: {input.Type}.");
        }

        return inputs;
    }

    private static async Task PutAsync(FunctionBinding output, object? value, Binder binder)
    {
        if (value is null)
        {
            return;
        }

        if (output.Type != "queue")
        {
            throw new NotSupportedException($"This host does not know the output binding {output.Type}.");
        }

        IAsyncCollector<string> queue = await binder.BindAsync<IAsyncCollector<string>>(new QueueAttribute(output["queueName"]!));
        await queue.AddAsync($"{value}");
    }
}
