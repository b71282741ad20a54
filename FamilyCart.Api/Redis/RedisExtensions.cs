using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Redis;

internal static class RedisExtensions
{
    internal static IHostApplicationBuilder AddRedis(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RedisOptions>()
            .Configure<IConfiguration>((options, configuration) =>
                options.ConnectionString = configuration.GetConnectionString(RedisOptions.ConnectionName) ?? "")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>();
        builder.Services.AddSettings(RedisSettings.Section, RedisSettings.Read);
        builder.Services.AddSingleton<RedisConnection>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("cache");
        builder.Services.AddSingleton<RedisHealthCheck>();
        return builder;
    }
}
