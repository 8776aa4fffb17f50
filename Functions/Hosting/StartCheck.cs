using GlusterDr.Functions.Remote;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Hosting;

/// <summary>
/// Checks the settings when the app starts. Problems are logged and shown in the app's health. The app starts nevertheless,
/// so that its health can be queried.
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
