using FamilyCart.Api.Accounts;
using FamilyCart.Api.Import.Passwords;
using FamilyCart.Api.Import.Steps;
using FamilyCart.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FamilyCart.Api.Import;

internal static class ImportExtensions
{
    /// <summary>Adds the verb, and log-ins with imported passwords. Comes after accounts, whose hasher it takes the place of.</summary>
    internal static IHostApplicationBuilder AddImport(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ILegacyPasswordHash, Argon2idHash>();
        builder.Services.AddSingleton<ILegacyPasswordHash, BcryptHash>();
        builder.Services.AddSingleton<PasswordHasher<Account>>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Account>, LegacyPasswordHasher>());

        // In the order in which rows refer to each other.
        builder.Services.AddSingleton<IImportStep, AccountStep>();
        builder.Services.AddSingleton<IImportStep, CategoryStep>();
        builder.Services.AddSingleton<IImportStep, UnitStep>();
        builder.Services.AddSingleton<IImportStep, ListStep>();
        builder.Services.AddSingleton<IImportStep, MemberStep>();
        builder.Services.AddSingleton<IImportStep, ItemStep>();
        builder.Services.AddSingleton<IImportedPasswordReset, ResetByLetter>();
        builder.Services.AddSingleton<ImportRunner>();
        builder.Services.AddCommand("import", ImportCommand.RunAsync);
        return builder;
    }
}
