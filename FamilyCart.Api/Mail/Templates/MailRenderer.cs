using System.Globalization;

namespace FamilyCart.Api.Mail.Templates;

/// <summary>Writes letters out.</summary>
internal sealed class MailRenderer(MailTemplates templates, MailSettings settings)
{
    /// <summary>Returns the letter in the language, or in English; null when there is no such template.</summary>
    internal MailContent? Render(Letter letter, string language)
    {
        var (template, found) = templates.Find(language, LetterJson.TemplateOf(letter));
        return template?.Fill(found, Values(letter));
    }

    private Dictionary<string, string> Values(Letter letter) => letter switch
    {
        // No name: whoever registers somebody else's address would have a message brought there by it.
        VerifyLetter verify => Link(verify, "verify"),
        AddressTakenLetter taken => new() { ["nickname"] = taken.Nickname },
        ResetPasswordLetter reset => Link(reset, "reset-password", ("nickname", reset.Nickname)),
        InvitationLetter invitation => Link(
            invitation, "invitation", ("inviter", invitation.InviterNickname), ("list", invitation.ListName)),
        _ => [],
    };

    private Dictionary<string, string> Link(LinkLetter letter, string page, params (string Name, string Value)[] others)
    {
        var values = others.ToDictionary(other => other.Name, other => other.Value);
        values["link"] = new Uri(settings.LinkBase, $"/api/v1/pages/{page}#token={Uri.EscapeDataString(letter.Token)}").AbsoluteUri;
        values["expires"] = letter.ExpiresAt.UtcDateTime.ToString("dddd d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return values;
    }
}
