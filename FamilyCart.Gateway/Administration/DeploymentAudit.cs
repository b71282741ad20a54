using System.Globalization;
using System.Security.Claims;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Administration;

/// <summary>Writes down what became of what an operator asked for. That it was asked for is written down before.</summary>
internal sealed partial class DeploymentAudit(ILogger<DeploymentAudit> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var status = StatusCodes.Status499ClientClosedRequest;
        try
        {
            var result = await next(context);
            status = result is IStatusCodeHttpResult { StatusCode: { } known } ? known : StatusCodes.Status200OK;
            return result;
        }
        finally
        {
            var name = http.User.FindFirstValue(ClaimTypes.Name) ?? "nobody";
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            var isDone = status < StatusCodes.Status400BadRequest;
            if (http.Features.Get<DeploymentOutcome>() is { } outcome)
            {
                LogOutcome(name, http.Request.Method, route, status, Describe(outcome.Before), Describe(isDone ? outcome.After : outcome.Before));
            }
            else
            {
                LogRefused(name, http.Request.Method, route, status);
            }
        }
    }

    private static string Describe(DeploymentState state)
    {
        var phase = state.Current is { } current
            ? string.Create(CultureInfo.InvariantCulture, $"{DeploymentWords.Of(current.Phase)} of {Upstream.NameOf(current.Slot)} step {current.Step}")
            : "idle";
        return string.Create(CultureInfo.InvariantCulture, $"{state.Revision} {phase}, {Upstream.NameOf(state.Active)} is active{(state.Pause is null ? "" : ", paused")}");
    }

    [LoggerMessage(2071, LogLevel.Information, "Operator {Operator}: {Method} {Route} was answered with {Status}; from {Before} to {After}.")]
    private partial void LogOutcome(string @operator, string method, string route, int status, string before, string after);

    [LoggerMessage(2072, LogLevel.Information, "Operator {Operator}: {Method} {Route} was answered with {Status}, before it was looked at.")]
    private partial void LogRefused(string @operator, string method, string route, int status);
}
