using System.Globalization;
using FamilyCart.RunnerManager.Http;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary><c>/api/leases/{name}</c>: POST takes, PUT renews, DELETE gives back, GET shows.</summary>
internal static class LeaseEndpoints
{
    /// <summary>By which a repeated POST is known.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>By which its holder is known.</summary>
    public const string IdHeader = "Lease-Id";

    private const string RequestShape = "{\"holder\": \"family/cart run 1\", \"seconds\": 120, \"reason\": \"deploy\", \"run_url\": \"https://…\"}";
    private const string RenewalShape = "{\"epoch\": 1, \"seconds\": 120}";

    public static void MapLeases(this IEndpointRouteBuilder endpoints)
    {
        var leases = endpoints.MapWorkflowGroup("/api/leases/{name}");
        leases.AddEndpointFilter(async (context, next) => LeaseRules.IsName(context.GetArgument<string>(0))
            ? await next(context)
            : LeaseAnswers.Refused("A lease's name has 1 to 60 lower-case letters, digits, dots, dashes and underscores, a letter or digit first."));
        leases.MapPost("", TakeAsync);
        leases.MapPut("", RenewAsync);
        leases.MapDelete("", ReleaseAsync);
        leases.MapGet("", GetAsync);
    }

    private static async Task<IResult> TakeAsync(string name, HttpContext context, WorkflowLeaseStore store, LeaseSettings settings, LeaseMetrics metrics, ILogger<LeaseMetrics> logger)
    {
        // What was taken under an earlier configuration can be renewed and given back.
        if (!settings.Names.Allow(name))
        {
            return LeaseAnswers.NoSuch(name, settings.Names);
        }

        var (request, refusal) = await JsonBody.ReadAsync(context.Request, LeaseJson.Default.LeaseRequest, RequestShape, context.RequestAborted);
        if (request is null)
        {
            return refusal!;
        }

        var key = context.Request.Headers[KeyHeader].ToString();
        if (key.Length > 0 && !LeaseRules.IsKey(key))
        {
            return LeaseAnswers.Refused($"{KeyHeader} has to be 16 to 200 visible ASCII letters that nobody guesses, such as a random UUID.");
        }

        if (LeaseRules.FaultOf(request, settings.Longest) is { } fault)
        {
            return LeaseAnswers.Refused(fault);
        }

        var id = key.Length > 0 ? LeaseIds.Of(key, name, request.Holder) : LeaseIds.New();
        var claim = new LeaseClaim(name, request.Holder, LeaseIds.Hash(id), TimeSpan.FromSeconds(request.Seconds), request.Reason, request.RunUrl, context.Operator());
        var result = await store.TakeAsync(claim, context.RequestAborted);
        Note("take", name, result, context, metrics, logger);
        return LeaseAnswers.Of(result, id);
    }

    private static async Task<IResult> RenewAsync(string name, HttpContext context, WorkflowLeaseStore store, LeaseSettings settings, LeaseMetrics metrics, ILogger<LeaseMetrics> logger)
    {
        var (renewal, refusal) = await JsonBody.ReadAsync(context.Request, LeaseJson.Default.LeaseRenewal, RenewalShape, context.RequestAborted);
        if (renewal is null)
        {
            return refusal!;
        }

        if (LeaseRules.FaultOf(renewal.Seconds, settings.Longest) is { } fault)
        {
            return LeaseAnswers.Refused(fault);
        }

        var result = await store.RenewAsync(name, renewal.Epoch, IdHash(context), TimeSpan.FromSeconds(renewal.Seconds), context.RequestAborted);
        Note("renew", name, result, context, metrics, logger);
        return LeaseAnswers.Of(result);
    }

    private static async Task<IResult> ReleaseAsync(string name, string? epoch, HttpContext context, WorkflowLeaseStore store, LeaseMetrics metrics, ILogger<LeaseMetrics> logger)
    {
        if (!long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return LeaseAnswers.Refused("Say which lease: ?epoch= and the number that was answered when it was taken.");
        }

        var result = await store.ReleaseAsync(name, number, IdHash(context), context.RequestAborted);
        Note("release", name, result, context, metrics, logger);
        return LeaseAnswers.Of(result);
    }

    private static async Task<IResult> GetAsync(string name, WorkflowLeaseStore store, HttpContext context) =>
        await store.FindAsync(name, context.RequestAborted) is { } lease
            ? LeaseAnswers.Json(lease, null, StatusCodes.Status200OK)
            : LeaseAnswers.Of(new LeaseResult(LeaseOutcome.Unknown, null));

    // A missing id is nobody's.
    private static byte[] IdHash(HttpContext context) => LeaseIds.Hash(context.Request.Headers[IdHeader].ToString());

    private static void Note(string action, string name, LeaseResult result, HttpContext context, LeaseMetrics metrics, ILogger logger)
    {
        metrics.Count(action, result.Outcome);
        WorkflowLeaseLog.Asked(logger, context.Operator(), action, name, result.Lease?.Holder ?? "nobody", result.Outcome, result.Lease?.Epoch ?? 0);
    }
}
