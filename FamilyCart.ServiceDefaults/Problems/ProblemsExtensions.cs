using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.ServiceDefaults.Problems;

internal static class ProblemsExtensions
{
    // The trace id alone, without span and flags, is what a trace or log search takes.
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Extensions["traceId"] =
                Activity.Current?.TraceId.ToHexString() ?? problem.HttpContext.TraceIdentifier);
        services.AddOptions<ExceptionHandlerOptions>().Configure(options => options.StatusCodeSelector = StatusOf);
        services.AddTransient<IStartupFilter, ExceptionHandlerFilter>();
    }

    // What the client sent wrongly, such as a body that is too large, is no fault of the service.
    private static int StatusOf(Exception exception) => exception is BadHttpRequestException request
        ? request.StatusCode
        : StatusCodes.Status500InternalServerError;
}
