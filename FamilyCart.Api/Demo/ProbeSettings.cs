using FamilyCart.Api.Accounts;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Demo;

/// <summary>Settings of section <c>Probe</c>: both or none, and both for <c>migrate --seed-probe</c>.</summary>
/// <param name="Email">The address of the prober's account; no mailbox is needed.</param>
/// <param name="Password">12 to 128 characters.</param>
internal sealed record ProbeSettings(string? Email, string? Password)
{
    internal const string Section = "Probe";

    private const string Remedy = "give an address, for example probe@example.org";

    /// <summary>Without the address and the password.</summary>
    public override string ToString() => nameof(ProbeSettings);

    internal static ProbeSettings Read(SettingReader reader)
    {
        var email = reader.Text(nameof(Email));
        var password = reader.Text(nameof(Password));
        if (email is not null && (email.Length > EmailAddress.Limit || !EmailAddress.IsValid(email)))
        {
            reader.AddFault(nameof(Email), "(not shown) is not an e-mail address", Remedy);
        }

        if (email is null && password is not null)
        {
            reader.AddFault(nameof(Email), "is missing", Remedy);
        }

        if (email is not null || password is not null)
        {
            SeedPassword.Check(reader, nameof(Password), password);
        }

        return new ProbeSettings(email, password);
    }
}
