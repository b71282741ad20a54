using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Demo;

/// <summary>What a password has to be that stands in a configuration.</summary>
internal static class SeedPassword
{
    internal const int MinimumLength = 12;

    private const string Remedy = "give it 12 to 128 characters";

    internal static void Check(SettingReader reader, string key, string? password)
    {
        if (password is null)
        {
            reader.AddFault(key, "is missing", Remedy);
        }
        else if (password.Length is < MinimumLength or > PasswordSettings.MaximumLength)
        {
            reader.AddFault(key, "(not shown) is too short or too long", Remedy);
        }
    }
}
