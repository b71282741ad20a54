using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Demo;

/// <summary>Settings of section <c>Demo</c>.</summary>
/// <param name="Seed">Migrations add the demo family; refused in Production. Default false.</param>
/// <param name="Password">Of its three accounts, 12 to 128 characters; required to seed.</param>
internal sealed record DemoSettings(bool Seed, string? Password)
{
    internal const string Section = "Demo";

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{nameof(DemoSettings)} {nameof(Seed)}={Seed}";

    internal static DemoSettings Read(SettingReader reader, bool isProduction)
    {
        var seed = reader.Flag(nameof(Seed), false);
        var password = reader.Text(nameof(Password));
        if (seed && isProduction)
        {
            reader.AddFault(nameof(Seed), "true", "allowed in Production", "false");
        }

        if (seed || password is not null)
        {
            SeedPassword.Check(reader, nameof(Password), password);
        }

        return new DemoSettings(seed, password);
    }
}
