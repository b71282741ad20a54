using FamilyCart.ServiceDefaults;

namespace FamilyCart.Api.OpenApi;

/// <summary>The description of this API, served, checked in as docs/openapi.json, and written by the verb <c>openapi</c>.</summary>
internal static class OpenApiExtensions
{
    internal const string DocumentName = "v1";
    internal const string Path = "/api/v1/openapi.json";

    internal static IHostApplicationBuilder AddOpenApiDocument(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(DocumentName, options =>
        {
            options.AddDocumentTransformer<ServiceDocument>();
            options.AddOperationTransformer<ParameterDescriptions>();
            options.AddOperationTransformer<FormFields>();
            options.AddOperationTransformer<ProblemResponses>();
            options.AddSchemaTransformer<PlainNumbers>();
            options.AddSchemaTransformer<RequestLimits>();
        });
        builder.Services.AddSingleton<WrittenDocument>();
        builder.Services.AddCommand("openapi", OpenApiCommand.RunAsync);
        return builder;
    }

    internal static WebApplication MapOpenApiDocument(this WebApplication app)
    {
        app.MapGet(Path, (HttpContext context, WrittenDocument document) => document.GetAsync(context)).AllowAnonymous().ExcludeFromDescription();
        return app;
    }
}
