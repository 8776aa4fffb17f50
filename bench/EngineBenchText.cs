using GlusterDr.Durable;

namespace GlusterDr.Bench;

/// <summary>Gives a text of the length asked for.</summary>
internal sealed class EngineBenchText : Activity<int, string>
{
    public override Task<string> RunAsync(ActivityContext context, int input) => Task.FromResult(new string('x', input));
}
