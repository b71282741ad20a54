using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Telemetry;
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
        builder.Services.AddSettings(AccountSettings.Section, AccountSettings.Read);
        builder.Services.AddSingleton<AccountMetrics>();
        builder.Services.AddSingleton<AccountStore>();
        builder.Services.AddSingleton<AccountService>();
        builder.Services.AddSingleton<LoginEnds>();
        builder.Services.AddSingleton<DiscreetLetters>();
        builder.Services.AddSingleton<RegistrationStore>();
        builder.Services.AddSingleton<AccountTokenStore>();
        builder.Services.AddSingleton<AddressProof>();
        builder.Services.AddSingleton<AddressClaim>();
        builder.Services.AddSingleton<VerificationStore>();
        return builder;
    }
}
