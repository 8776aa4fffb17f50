namespace GlusterDr.Durable;

/// <summary>Base of every step of real work. Its name, for the engine, is the name of the class.</summary>
/// <remarks>An activity may run twice for one call: it first checks the current state, and then does only what is still to do.</remarks>
public abstract class Activity<TInput, TOutput> : IActivity
{
    /// <inheritdoc/>
    public Type InputType => typeof(TInput);

    /// <summary>The work.</summary>
    public abstract Task<TOutput> RunAsync(ActivityContext context, TInput input);

    async Task<object?> IActivity.RunAsync(ActivityContext context, object? input) =>
        await RunAsync(context, (TInput)input!);
}
