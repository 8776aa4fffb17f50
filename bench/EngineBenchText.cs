using GlusterDr.Durable;

namespace GlusterDr.Bench;

/// <summary>Returns a text of the requested length.</summary>
internal sealed class EngineBenchText : Activity<int, string>
{
    public override Task<string> RunAsync(ActivityContext context, int input) => Task.FromResult(new string('x', input));
}
