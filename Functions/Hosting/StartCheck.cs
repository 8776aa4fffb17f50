using GlusterDr.Functions.Remote;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Hosting;

/// <summary>
/// Looks at the settings when the app starts. What is wrong is logged, and the app's health shows it; the app itself starts all the same,
/// so that there is something to ask.
/// </summary>
internal sealed class StartCheck(SshNetCheck ssh, WebhookSetting webhook, AppHealth health, ILogger<StartCheck> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> problems = await ssh.FindProblemsAsync(cancellationToken);
        foreach (string problem in problems)
        {
            SettingsLog.Wrong(logger, problem);
        }

        if (webhook.Problem is { } why)
        {
            SettingsLog.NoWebhook(logger, why);
        }

        health.Settings = problems;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
