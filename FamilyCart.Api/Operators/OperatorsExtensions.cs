using FamilyCart.Api.SystemInfo;
using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.Api.Operators;

internal static class OperatorsExtensions
{
    internal static IHostApplicationBuilder AddOperators(this IHostApplicationBuilder builder)
    {
        builder.AddAccess();
        builder.Services.AddSingleton<IOperatorCheck, OperatorCheck>();
        return builder;
    }
}
