using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Prober;

/// <summary>Settings of section <c>Probe</c>.</summary>
/// <param name="Address">The public door: https, or http on loopback. Required.</param>
/// <param name="CertificateFile">
/// PEM with the certificates, and no others, that the door's may go back to, such as one that signs itself; null for those that the
/// system trusts. Read anew for each walk.
/// </param>
/// <param name="Email">The address of the prober's account, which <c>migrate --seed-probe</c> of the API makes. Required.</param>
/// <param name="Password">Its password. Required.</param>
/// <param name="Interval">From the beginning of one walk to that of the next, 1 s to 1 h. Default 1 min.</param>
/// <param name="StepTimeout">How long each step of a walk may take, 0.1 s to 1 min. Default 10 s.</param>
internal sealed record ProbeSettings(
    Uri Address, string? CertificateFile, string Email, string Password, TimeSpan Interval, TimeSpan StepTimeout)
{
    internal const string Section = "Probe";

    private const string AddressExample = "https://uat.example.org";

    /// <summary>Without the account.</summary>
    public override string ToString() => nameof(ProbeSettings);

    internal static ProbeSettings Read(SettingReader reader) => new(
        ReadAddress(reader),
        ReadCertificateFile(reader),
        Required(reader, nameof(Email), "name the account that migrate --seed-probe makes, for example probe@example.org"),
        Required(reader, nameof(Password), "give the one that migrate --seed-probe was given"),
        reader.Duration(nameof(Interval), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        reader.Duration(nameof(StepTimeout), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)));

    // The password goes through this door.
    private static Uri ReadAddress(SettingReader reader)
    {
        if (reader.Text(nameof(Address)) is not { } text)
        {
            reader.AddFault(nameof(Address), "is missing", $"name the public door, for example {AddressExample}");
            return new Uri(AddressExample);
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address is { UserInfo.Length: 0, PathAndQuery: "/", Fragment.Length: 0 }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            return address;
        }

        reader.AddFault(nameof(Address), text, "an https address of scheme, host and port (or http on loopback)", AddressExample);
        return new Uri(AddressExample);
    }

    private static string? ReadCertificateFile(SettingReader reader)
    {
        var file = reader.Text(nameof(CertificateFile));
        if (file is not null && !Path.IsPathFullyQualified(file))
        {
            reader.AddFault(nameof(CertificateFile), file, "an absolute path", "/etc/familycart/tls/root.pem");
        }

        return file;
    }

    private static string Required(SettingReader reader, string key, string remedy)
    {
        if (reader.Text(key) is { } value)
        {
            return value;
        }

        reader.AddFault(key, "is missing", remedy);
        return "";
    }
}
