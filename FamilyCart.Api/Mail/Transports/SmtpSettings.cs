using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Mail.Transports;

/// <summary>Settings of section <c>Mail:Smtp</c>.</summary>
/// <param name="Host">The mail server; required.</param>
/// <param name="Port">Its port, 1 to 65535. Default 587.</param>
/// <param name="User">Who logs in there; null for a server that asks nobody.</param>
/// <param name="Password">The password, when there is a user.</param>
/// <param name="IsEncrypted">
/// STARTTLS is demanded, from <c>Mail:Smtp:Security</c> = starttls (the default) or none; none is for loopback only.
/// </param>
internal sealed record SmtpSettings(string Host, int Port, string? User, string? Password, bool IsEncrypted)
{
    private const string Smtp = "Smtp:";
    private const string HostKey = $"{Smtp}{nameof(Host)}";
    private const string UserKey = $"{Smtp}{nameof(User)}";
    private const string PasswordKey = $"{Smtp}{nameof(Password)}";
    private const string SecurityKey = $"{Smtp}Security";

    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(SmtpSettings);

    /// <param name="reader">Of section <c>Mail</c>.</param>
    internal static SmtpSettings Read(SettingReader reader)
    {
        var host = reader.Text(HostKey) ?? "";
        if (host.Length == 0)
        {
            reader.AddFault(HostKey, "is missing", $"name the mail server, for example {MailSettings.Section}:{HostKey}=smtp.example.org");
        }
        else if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            reader.AddFault(HostKey, host, "the name of a host", "smtp.example.org");
        }

        var (user, password) = (reader.Text(UserKey), reader.Text(PasswordKey));
        if (user is null != password is null)
        {
            var absent = user is null ? UserKey : PasswordKey;
            reader.AddFault(absent, "is missing", "give both user and password, or neither");
        }

        return new SmtpSettings(host, reader.Whole($"{Smtp}{nameof(Port)}", 587, 1, 65_535), user, password, ReadSecurity(reader, host));
    }

    private static bool ReadSecurity(SettingReader reader, string host)
    {
        var security = reader.Text(SecurityKey)?.ToLowerInvariant();
        var isLoopback = host is "localhost" or "127.0.0.1" or "::1";
        if (security is not (null or "starttls") && !(security == "none" && isLoopback))
        {
            reader.AddFault(SecurityKey, security, "starttls, or none with a server on loopback", "starttls");
        }

        return security != "none";
    }
}
