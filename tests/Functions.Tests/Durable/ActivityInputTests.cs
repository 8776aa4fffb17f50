using System.Reflection;
using GlusterDr.Functions;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Tests.Functions.Durable;

/// <summary>The Functions host lays an input's properties over what the trigger tells: none may have the name of what the app asks the trigger for.</summary>
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
