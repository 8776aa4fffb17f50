using System.Net;
using System.Security.Cryptography;
using System.Text;
using GlusterDr.FunctionsHost.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.FunctionsHost.Http;

/// <summary>Receives requests for functions with HTTP triggers, and checks routes, methods and keys.</summary>
internal static class HttpFrontEnd
{
    /// <summary>Creates the web server, on a free port of the loopback interface.</summary>
    /// <param name="functions">All functions.</param>
    /// <param name="options">The app.</param>
    /// <param name="routePrefix">The prefix from host.json.</param>
    /// <param name="jobs">Calls a function.</param>
    /// <param name="loggers">The loggers for errors.</param>
    public static WebApplication Create(
        IEnumerable<FunctionDefinition> functions, FunctionsHostOptions options, string routePrefix, IJobHost jobs, ILoggerFactory loggers)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddSingleton(loggers);
        WebApplication app = builder.Build();
        foreach (FunctionDefinition function in functions.Where(f => f.Trigger.Type == "httpTrigger"))
        {
            string route = string.Join('/', new[] { routePrefix, function.Trigger["route"] ?? function.Name }.Where(part => part.Length > 0));
            app.MapMethods(route, function.Trigger.List("methods"), http => AnswerAsync(http, function, options.Key, jobs));
        }

        return app;
    }

    private static async Task AnswerAsync(HttpContext http, FunctionDefinition function, string key, IJobHost jobs)
    {
        if (!IsIn(http.Request, function, key))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            await jobs.CallAsync(function.Name, new Dictionary<string, object> { [function.Trigger.Name] = http }, http.RequestAborted);
        }
        catch (Exception) when (http.Response.HasStarted)
        {
            http.Abort();
        }
    }

    private static bool IsIn(HttpRequest request, FunctionDefinition function, string key)
    {
        if (string.Equals(function.Trigger["authLevel"], "Anonymous", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string given = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault() ?? "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
    }
}
