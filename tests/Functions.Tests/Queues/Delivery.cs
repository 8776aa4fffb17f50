using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>What a function is told of the message that it is given.</summary>
internal sealed class Delivery(long dequeueCount) : FunctionContext
{
    public override string InvocationId => "1";

    public override string FunctionId => "Commands";

    public override TraceContext TraceContext => throw new NotSupportedException();

    public override BindingContext BindingContext { get; } = new Data(dequeueCount);

    public override RetryContext RetryContext => throw new NotSupportedException();

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => throw new NotSupportedException();

    // As the host sends it: JSON, so a number may be text.
    private sealed class Data(long dequeueCount) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } =
            new Dictionary<string, object?> { ["DequeueCount"] = $"{dequeueCount}" };
    }
}
