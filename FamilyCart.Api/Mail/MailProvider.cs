namespace FamilyCart.Api.Mail;

/// <summary>Where letters go.</summary>
internal enum MailProvider
{
    /// <summary>Nowhere: they stay in the database, where an operator reads them.</summary>
    Outbox,

    /// <summary>To a mail server.</summary>
    Smtp,

    /// <summary>To the HTTP API of Brevo.</summary>
    Brevo,
}
