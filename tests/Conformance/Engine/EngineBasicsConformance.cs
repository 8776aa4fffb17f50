namespace GlusterDr.Conformance.Engine;

/// <summary>Activities, their results and their order.</summary>
public abstract class EngineBasicsConformance : EngineSuite
{
    [Fact]
    public async Task Activities_in_sequence_see_each_others_results()
    {
        Book.Activity<int, int>("Double", x => x * 2);
        int result = await RunScriptAsync(async context =>
        {
            int first = await context.CallActivityAsync<int>("Double", 5);
            return await context.CallActivityAsync<int>("Double", first);
        });
        result.ShouldBe(20);
    }

    [Fact]
    public async Task A_fan_out_gives_its_results_in_the_order_asked_for()
    {
        Book.Activity<int, int>("Square", x => x * x);
        int[] result = await RunScriptAsync(context =>
            Task.WhenAll(Enumerable.Range(0, 200).Select(i => context.CallActivityAsync<int>("Square", i))));
        result.ShouldBe(Enumerable.Range(0, 200).Select(i => i * i));
    }
}
