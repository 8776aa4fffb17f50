namespace GlusterDr.Durable;

/// <summary>A step of real work as the engine sees it; write one by deriving from <see cref="Activity{TInput, TOutput}"/>.</summary>
public interface IActivity
{
    /// <summary>The type that the stored input is read as.</summary>
    Type InputType { get; }

    /// <summary>Does the work. May be called again for the same input.</summary>
    Task<object?> RunAsync(ActivityContext context, object? input);
}
