using GlusterDr.Durable;

namespace GlusterDr.EngineCrashHost;

/// <summary>Has a visible effect: a line in the diary.</summary>
public sealed class Effect(Diary diary) : Activity<string, string>
{
    /// <inheritdoc/>
    public override async Task<string> RunAsync(ActivityContext context, string input)
    {
        diary.Write($"effect {context.Name}");
        await Task.Yield();
        return input;
    }
}
