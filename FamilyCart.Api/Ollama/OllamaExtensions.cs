using FamilyCart.Api.Suggestions;

namespace FamilyCart.Api.Ollama;

internal static class OllamaExtensions
{
    /// <summary>The model of the service, where `Ai:Provider` says that Ollama runs one.</summary>
    internal static IHostApplicationBuilder AddOllama(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OllamaClient>();
        builder.Services.AddSingleton<OllamaGuard>();
        builder.Services.AddSingleton<OllamaProbe>();
        builder.Services.AddSingleton<OllamaModel>();
        builder.Services.AddSingleton<ISuggestionModel>(services => services.GetRequiredService<AiSettings>().Provider == AiProvider.Ollama
            ? services.GetRequiredService<OllamaModel>()
            : new NoModel());
        return builder;
    }
}
