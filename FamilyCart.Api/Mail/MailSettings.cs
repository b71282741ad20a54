using System.Net.Mail;
using FamilyCart.Api.Mail.Transports;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Mail;

/// <summary>Settings of section <c>Mail</c>.</summary>
/// <param name="Provider">Where letters go: outbox, smtp or brevo. Default outbox.</param>
/// <param name="From">
/// The sender, such as <c>FamilyCart &lt;no-reply@familycart.app&gt;</c>; required unless the provider is outbox.
/// </param>
/// <param name="LinkBase">
/// The public address that links begin with, http or https, without a path; required unless the provider is outbox. Default
/// http://localhost:8080.
/// </param>
/// <param name="PollInterval">How often letters are looked for that nobody announced, 0.1 s to 1 min. Default 2 s.</param>
/// <param name="SendTimeout">How long a mail server may take for a letter, 1 s to 2 min. Default 30 s.</param>
/// <param name="Batch">Letters claimed at a time, 1 to 100. Default 20.</param>
/// <param name="Concurrency">Letters sent at the same time, 1 to 20. Default 4.</param>
/// <param name="Smtp">The mail server, when that is the provider.</param>
/// <param name="Brevo">The account at Brevo, when that is the provider.</param>
internal sealed record MailSettings(
    MailProvider Provider,
    MailAddress From,
    Uri LinkBase,
    TimeSpan PollInterval,
    TimeSpan SendTimeout,
    int Batch,
    int Concurrency,
    SmtpSettings? Smtp,
    BrevoSettings? Brevo)
{
    internal const string Section = "Mail";

    /// <summary>After so many attempts a letter has failed.</summary>
    internal const int MostAttempts = 12;

    private const string FromExample = "FamilyCart <no-reply@familycart.app>";
    private const string LinkBaseExample = "https://uat.familycart.app";

    private static readonly MailAddress _nobody = new("no-reply@localhost", "FamilyCart");
    private static readonly Uri _local = new("http://localhost:8080");

    /// <summary>
    /// Twice what a whole claim needs when every letter takes its full time: nobody else takes a letter that is being sent. With
    /// the defaults 5 min.
    /// </summary>
    internal TimeSpan Lease => SendTimeout * Math.Ceiling((double)Batch / Concurrency) * 2;

    internal static MailSettings Read(SettingReader reader)
    {
        var provider = ReadProvider(reader);
        var isSending = provider != MailProvider.Outbox;
        return new MailSettings(
            provider,
            ReadFrom(reader, isSending),
            ReadLinkBase(reader, isSending),
            reader.Duration(nameof(PollInterval), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)),
            reader.Duration(nameof(SendTimeout), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
            reader.Whole(nameof(Batch), 20, 1, 100),
            reader.Whole(nameof(Concurrency), 4, 1, 20),
            provider == MailProvider.Smtp ? SmtpSettings.Read(reader) : null,
            provider == MailProvider.Brevo ? BrevoSettings.Read(reader) : null);
    }

    private static MailProvider ReadProvider(SettingReader reader)
    {
        switch (reader.Text(nameof(Provider))?.ToLowerInvariant())
        {
            case null or "outbox":
                return MailProvider.Outbox;
            case "smtp":
                return MailProvider.Smtp;
            case "brevo":
                return MailProvider.Brevo;
            case var other:
                reader.AddFault(nameof(Provider), other, "outbox, smtp or brevo", "smtp");
                return MailProvider.Outbox;
        }
    }

    private static MailAddress ReadFrom(SettingReader reader, bool isRequired)
    {
        var text = reader.Text(nameof(From));
        if (text is null)
        {
            if (isRequired)
            {
                reader.AddFault(
                    nameof(From), "is missing", $"name the sender of all letters, for example {Section}:{nameof(From)}={FromExample}");
            }

            return _nobody;
        }

        if (!text.Any(char.IsControl) && MailAddress.TryCreate(text, out var address))
        {
            return address;
        }

        reader.AddFault(nameof(From), text, "a mail address", FromExample);
        return _nobody;
    }

    private static Uri ReadLinkBase(SettingReader reader, bool isRequired)
    {
        var text = reader.Text(nameof(LinkBase));
        if (text is null)
        {
            if (isRequired)
            {
                reader.AddFault(
                    nameof(LinkBase),
                    "is missing",
                    $"give the public address of this service, for example {Section}:{nameof(LinkBase)}={LinkBaseExample}");
            }

            return _local;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url.PathAndQuery == "/"
            && url.Fragment.Length == 0
            && url.UserInfo.Length == 0)
        {
            return url;
        }

        reader.AddFault(nameof(LinkBase), text, "an http or https address without a path", LinkBaseExample);
        return _local;
    }
}
