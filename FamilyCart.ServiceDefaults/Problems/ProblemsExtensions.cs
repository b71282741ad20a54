using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
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
        services.AddTransient<IStartupFilter, ExceptionHandlerFilter>();
    }
}
