using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Api;

/// <summary>Problem details for both hosts.</summary>
internal static class ProblemServices
{
    /// <summary>Registers what <see cref="UseProblems"/> needs, also where no web host has done so.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddMetrics().AddProblemDetails().AddExceptionHandler<ProblemHandler>();

    /// <summary>Answers with a <see cref="Problem"/> where the rest of the pipeline throws, or sets a status of 400 or more without a body.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) =>
        app.UseExceptionHandler().UseStatusCodePages(context => ProblemHandler.WriteStatusAsync(context.HttpContext));
}
