using FamilyCart.Api.Accounts.Administration;
using FamilyCart.Api.Accounts.Cleaning;
using FamilyCart.Api.Accounts.Logins;
using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Accounts.Profile;
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
        builder.Services.AddSingleton<PasswordPolicy>();
        builder.Services.AddSettings(AccountSettings.Section, AccountSettings.Read);
        builder.Services.AddSingleton<AccountMetrics>();
        builder.Services.AddSingleton<LoginEnds>();
        builder.Services.AddSingleton<DiscreetLetters>();
        builder.Services.AddSingleton<RegistrationStore>();
        builder.Services.AddSingleton<RegistrationService>();
        builder.Services.AddSingleton<LoginStore>();
        builder.Services.AddSingleton<LoginService>();
        builder.Services.AddSingleton<CredentialCheck>();
        builder.Services.AddSingleton<RefreshService>();
        builder.Services.AddSingleton<AccountTokenStore>();
        builder.Services.AddSingleton<AddressProof>();
        builder.Services.AddSingleton<AddressClaim>();
        builder.Services.AddSingleton<VerificationCases>();
        builder.Services.AddSingleton<VerificationStore>();
        builder.Services.AddSingleton<VerificationService>();
        builder.Services.AddSingleton<ResetStore>();
        builder.Services.AddSingleton<ResetService>();
        builder.Services.AddSingleton<ProfileStore>();
        builder.Services.AddSingleton<ProfileService>();
        builder.Services.AddSingleton<AccountDirectory>();
        builder.Services.AddSingleton<AccountRemoval>();
        builder.Services.AddSingleton<AdministrationAudit>();
        builder.Services.AddSingleton<CleaningStore>();
        builder.Services.AddSingleton<AccountCleaner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccountCleaner>());
        return builder;
    }
}
