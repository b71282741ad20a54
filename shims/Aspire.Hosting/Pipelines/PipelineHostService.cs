namespace Aspire.Hosting.Pipelines;

/// <summary>Publishes as the switches say, and ends the application.</summary>
internal sealed partial class PipelineHostService(
    DistributedApplicationPipeline pipeline, IConfiguration configuration, IServiceProvider services, IHostApplicationLifetime lifetime,
    ILogger<PipelineHostService> logger) : BackgroundService, IPipelineOutputService
{
    private const string ManifestStep = "publish-manifest";

    public static void AddSteps(DistributedApplicationPipeline pipeline)
    {
        pipeline.AddStep(WellKnownPipelineSteps.BeforeStart, _ => Task.CompletedTask);
        pipeline.AddStep(WellKnownPipelineSteps.Publish, _ => Task.CompletedTask);
        pipeline.AddStep(ManifestStep, context => new ManifestWriter(context.Model, context.ExecutionContext)
            .WriteAsync(context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory(), context.CancellationToken));
    }

    public string GetOutputDirectory() => Path.GetFullPath(configuration["output-path"] ?? Path.Combine(configuration["AppHost:Directory"]!, "aspire-output"));

    /// <summary>A step that fails is told, yet the application ends like any other: so does the real one.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Whoever started the host waits for its end by then.
        await Task.Yield();
        try
        {
            await pipeline.RunAsync(StepAskedFor(), new PipelineStepContext(services, stoppingToken)).ConfigureAwait(false);
            LogDone();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault, fault.Message);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private string StepAskedFor() => (configuration["publisher"], configuration["step"]) switch
    {
        ("manifest", _) => ManifestStep,
        (null, { Length: > 0 } step) => step,
        (null, _) => throw new NotSupportedException("Running every step needs the package Aspire.Hosting; its stand-in wants one named by --step."),
        var (publisher, _) => throw new NotSupportedException($"The publisher '{publisher}' needs the package Aspire.Hosting; its stand-in has the one named 'manifest'.")
    };

    [LoggerMessage(60, LogLevel.Information, "Pipeline succeeded.")]
    private partial void LogDone();

    [LoggerMessage(61, LogLevel.Error, "Pipeline execution failed: {Reason}")]
    private partial void LogFailed(Exception fault, string reason);
}
