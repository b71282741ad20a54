namespace FamilyCart.Api.Problems;

internal static class ProblemsExtensions
{
    internal static IHostApplicationBuilder AddApiProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.AddExceptionHandler<UnknownCharsetHandler>();
        builder.Services.AddExceptionHandler<DatabaseUnavailableHandler>();
        builder.Services.AddExceptionHandler<DataRefusedHandler>();

        // The framework spells its trace id in the naming of our JSON and would add it beside the one that all services share.
        builder.Services.PostConfigure<ProblemDetailsOptions>(options => options.CustomizeProblemDetails +=
            problem => problem.ProblemDetails.Extensions.Remove("trace_id"));

        // Clients compare it, so that there has to be one also where the framework refuses.
        builder.Services.PostConfigure<ProblemDetailsOptions>(options => options.CustomizeProblemDetails +=
            problem => problem.ProblemDetails.Detail ??= problem.ProblemDetails.Status < 500 ? problem.ProblemDetails.Title : null);
        builder.Services.AddSingleton<IProblemDetailsWriter, AnyReaderWriter>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }
}
