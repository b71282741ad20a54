using Microsoft.Extensions.Http;

namespace FamilyCart.ServiceDefaults.Http;

// Puts the resilience handler around every client of the factory. A client's own handlers stay inside: they see each attempt.
internal sealed class ResilienceFilter(HttpPipelines pipelines) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        builder.AdditionalHandlers.Insert(0, new ResilienceHandler(pipelines, builder.Name ?? string.Empty));
    };
}
