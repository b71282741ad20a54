using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Http;

internal static class HttpResilienceExtensions
{
    public static void AddResilientHttpClients(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddSettings(HttpClientSettings.Section, HttpClientSettings.Read);
        services.TryAddSingleton<HttpPipelines>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<HttpClientFactoryOptions>, ClientTimeout>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, ResilienceFilter>());
    }
}
