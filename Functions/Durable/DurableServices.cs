using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Functions.Durable;

/// <summary>The services of the host that workflows and activities need, besides their own.</summary>
internal static class DurableServices
{
    /// <summary>Uses <see cref="DrJson"/> for inputs, results, events and statuses.</summary>
    /// <remarks>Functions uses the worker's serialiser; other hosts use Durable Task's converter.</remarks>
    public static IServiceCollection AddDurableJson(this IServiceCollection services)
    {
        JsonDataConverter converter = new(DrJson.Options);
        return services
            .Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(DrJson.Options))
            .ConfigureAll<DurableTaskWorkerOptions>(options => options.DataConverter = converter)
            .ConfigureAll<DurableTaskClientOptions>(options => options.DataConverter = converter);
    }
}
