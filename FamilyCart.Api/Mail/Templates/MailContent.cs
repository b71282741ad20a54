namespace FamilyCart.Api.Mail.Templates;

/// <param name="Subject">One line.</param>
/// <param name="Text">The letter as plain text.</param>
/// <param name="Html">The same as a page.</param>
internal sealed record MailContent(string Subject, string Text, string Html)
{
    /// <summary>Without its content: it may hold a token.</summary>
    public override string ToString() => nameof(MailContent);
}
