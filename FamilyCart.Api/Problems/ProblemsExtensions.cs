namespace FamilyCart.Api.Problems;

internal static class ProblemsExtensions
{
    internal static IHostApplicationBuilder AddApiProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.AddExceptionHandler<DatabaseUnavailableHandler>();

        // The framework spells its trace id in the naming of our JSON and would add it beside the one that all services share.
        builder.Services.PostConfigure<ProblemDetailsOptions>(options => options.CustomizeProblemDetails +=
            problem => problem.ProblemDetails.Extensions.Remove("trace_id"));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }
}
