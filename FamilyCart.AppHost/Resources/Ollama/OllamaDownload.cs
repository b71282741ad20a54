using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.AppHost.Resources.Ollama;

/// <summary>Fetches the model once; progress is the resource's state and its log.</summary>
internal static class OllamaDownload
{
    /// <summary>Ends when the model is there, cannot be had, or the application stops; it throws nothing.</summary>
    public static async Task RunAsync(OllamaModelResource resource, Uri address, IServiceProvider services, CancellationToken stopping)
    {
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        Task Publish(string state) => notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = state });
        try
        {
            using var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
            var client = new OllamaClient(http);
            string? problem = null;
            if (!await client.HasAsync(resource.Model, stopping))
            {
                problem = await client.PullAsync(
                    resource.Model,
                    async progress =>
                    {
                        logger.Downloading(resource.Model, progress);
                        await Publish(progress);
                    },
                    stopping);
            }

            if (problem is not null)
            {
                logger.DownloadFailed(resource.Model, problem);
            }

            await Publish(problem is null ? KnownResourceStates.Running : "FailedToStart");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or System.Text.Json.JsonException)
        {
            logger.DownloadFailed(resource.Model, exception.Message);
            await Publish("FailedToStart");
        }
        catch (OperationCanceledException)
        {
            // The application stops; the server keeps what it has.
        }
    }
}
