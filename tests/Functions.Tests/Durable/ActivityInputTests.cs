using System.Reflection;
using GlusterDr.Functions;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Tests.Functions.Durable;

/// <summary>The Functions host overrides the trigger's data with properties of the input: no input may have a property with the name of data that the app needs.</summary>
public sealed class ActivityInputTests
{
    [Fact]
    public void No_input_of_an_activity_hides_the_instances_id()
    {
        Type[] inputs = [.. typeof(OrchestrationFunctions).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Where(parameter => parameter.GetCustomAttribute<ActivityTriggerAttribute>() is not null)
            .Select(parameter => parameter.ParameterType)
            .Distinct()];

        inputs.Length.ShouldBeGreaterThan(10);
        inputs.SelectMany(input => input.GetProperties())
            .ShouldNotContain(property => property.Name.Equals("instanceId", StringComparison.OrdinalIgnoreCase));
    }
}
