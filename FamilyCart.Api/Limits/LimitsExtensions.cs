using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Limits;

internal static class LimitsExtensions
{
    internal static IHostApplicationBuilder AddLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(LimitSettings.Section, LimitSettings.Read);
        builder.Services.AddSingleton<ClientLimiter>();
        builder.Services.AddSingleton<AddressCounter>();
        builder.Services.AddSingleton<FailedLoginCounter>();
        builder.Services.AddSingleton<Lockout>();
        builder.Services.AddSingleton<AnswerFloor>();
        builder.Services.AddSingleton<LetterQuota>();
        return builder;
    }
}
