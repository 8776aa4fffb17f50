using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>The context of a function call for a queue message.</summary>
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

    // The host sends JSON, in which a number can be text.
    private sealed class Data(long dequeueCount) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } =
            new Dictionary<string, object?> { ["DequeueCount"] = $"{dequeueCount}" };
    }
}
