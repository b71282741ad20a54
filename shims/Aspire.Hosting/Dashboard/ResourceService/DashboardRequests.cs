using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>Lets in who has the key, and ends every call with a status, the application's end included.</summary>
internal sealed partial class DashboardRequests(
    IConfiguration configuration, DashboardCalls calls, IHostApplicationLifetime lifetime, ILogger<DashboardRequests> logger)
{
    public const string ApiKeyKey = "AppHost:ResourceService:ApiKey";
    public const string ApiKeyHeader = "x-resource-service-api-key";
    private const string Prefix = "/aspire.v1.DashboardService/";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(configuration[ApiKeyKey]!);

    public async Task HandleAsync(HttpContext context)
    {
        var call = new GrpcCall(context);
        context.Response.ContentType = GrpcCall.ContentType;
        if (!HasKey(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            call.End(GrpcStatus.Unauthenticated, "The key is missing or wrong.");
            return;
        }

        if (context.Request.ContentType?.StartsWith(GrpcCall.ContentType, StringComparison.Ordinal) is not true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var path = context.Request.Path.Value ?? "";
        try
        {
            await calls.AnswerAsync(path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..] : path, call, ending.Token).ConfigureAwait(false);
            call.End(GrpcStatus.Ok);
        }
        catch (GrpcFault fault)
        {
            call.End(fault.Status, fault.Message);
        }
        catch (Exception fault) when (ending.IsCancellationRequested && fault is OperationCanceledException or IOException)
        {
            // The dashboard is gone, or the application stops.
            EndIfPossible(context, call);
        }
        catch (Exception fault)
        {
            LogFailed(path, fault);
            call.End(GrpcStatus.Internal, "The call failed; the AppHost's log says why.");
        }
        finally
        {
            // Whatever still reads for this call ends with it.
            await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    private static void EndIfPossible(HttpContext context, GrpcCall call)
    {
        if (!context.RequestAborted.IsCancellationRequested)
        {
            call.End(GrpcStatus.Ok);
        }
    }

    private bool HasKey(HttpRequest request)
        => request.Headers[ApiKeyHeader] is [{ } given] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _key);

    [LoggerMessage(40, LogLevel.Error, "The dashboard's call {Path} failed.")]
    private partial void LogFailed(string path, Exception fault);
}
