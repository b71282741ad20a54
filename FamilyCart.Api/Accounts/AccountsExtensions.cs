using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Identity;

namespace FamilyCart.Api.Accounts;

internal static class AccountsExtensions
{
    internal static IHostApplicationBuilder AddAccounts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(PasswordSettings.Section, PasswordSettings.Read);
        builder.Services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        builder.Services.AddSingleton<PasswordService>();
        builder.Services.AddSingleton<AccountStore>();
        builder.Services.AddSingleton<AccountService>();
        return builder;
    }
}
