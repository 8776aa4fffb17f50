using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Functions.Durable;

/// <summary>What workflows and activities need of the host, beside what they are made of.</summary>
internal static class DurableServices
{
    /// <summary>Makes <see cref="DrJson"/> the dialect of inputs, results, events and statuses.</summary>
    /// <remarks>In Functions the worker's own serializer is the one that counts; elsewhere Durable Task's converter is.</remarks>
    public static IServiceCollection AddDurableJson(this IServiceCollection services)
    {
        JsonDataConverter converter = new(DrJson.Options);
        return services
            .Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(DrJson.Options))
            .ConfigureAll<DurableTaskWorkerOptions>(options => options.DataConverter = converter)
            .ConfigureAll<DurableTaskClientOptions>(options => options.DataConverter = converter);
    }
}
