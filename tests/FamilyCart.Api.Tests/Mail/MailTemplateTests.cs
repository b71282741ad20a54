using System.Net.Mail;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Templates;

namespace FamilyCart.Api.Tests.Mail;

public sealed class MailTemplateTests
{
    private static readonly DateTimeOffset _end = new(2026, 1, 3, 4, 5, 0, TimeSpan.Zero);
    private static readonly MailTemplates _templates = new();

    private static readonly MailRenderer _renderer = new(
        _templates,
        new MailSettings(
            MailProvider.Outbox,
            new MailAddress("no-reply@example.org"),
            new Uri("https://cart.example.org"),
            TimeSpan.FromSeconds(2),
            TimeSpan.FromSeconds(30),
            Batch: 20,
            Concurrency: 4,
            Smtp: null,
            Brevo: null));

    [Fact]
    public void Render_EveryLetter_FillsEveryField()
    {
        Letter[] letters =
        [
            new VerifyLetter("ann@example.org", "Ann", "T-1", _end),
            new AddressTakenLetter("ann@example.org", "Ann"),
            new ResetPasswordLetter("ann@example.org", "Ann", "T-2", _end),
            new InvitationLetter("ann@example.org", "Bob", "Groceries", "T-3", _end),
        ];
        foreach (var letter in letters)
        {
            var content = _renderer.Render(letter, "en")!;
            Assert.All([content.Subject, content.Text, content.Html], part => Assert.DoesNotMatch(@"\{[a-z_]+\}|  |““|, ,", part.Replace("<p style", "", StringComparison.Ordinal)));
            Assert.NotEmpty(content.Subject);
            Assert.Contains("<html lang=\"en\">", content.Html, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["address_taken", "invitation", "reset_password", "verify"],
            _templates.All.Keys.Where(key => key.Language == "en").Select(key => key.Name).Order());
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("reset-password")]
    [InlineData("invitation")]
    public void Render_LetterWithALink_LeadsToItsPage(string page)
    {
        LinkLetter letter = page switch
        {
            "verify" => new VerifyLetter("ann@example.org", "Ann", "T+/1", _end),
            "reset-password" => new ResetPasswordLetter("ann@example.org", "Ann", "T+/1", _end),
            _ => new InvitationLetter("ann@example.org", "Bob", "Groceries", "T+/1", _end),
        };
        var content = _renderer.Render(letter, "en")!;
        var link = $"https://cart.example.org/api/v1/pages/{page}#token=T%2B%2F1";
        Assert.Contains($":\n{link}\n", content.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{link}\"", content.Html, StringComparison.Ordinal);
        Assert.Contains("Saturday 3 January 2026, 04:05 UTC", content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LanguageNotThere_IsEnglish() =>
        Assert.Contains("Hello Ann", _renderer.Render(new AddressTakenLetter("a@example.org", "Ann"), "xx")!.Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("\"><a href=\"https://evil.example\">", "<a href=\"https://evil")]
    [InlineData("</title><script>", "<script")]
    public void Render_MarkupInNames_IsText(string name, string markup)
    {
        var content = _renderer.Render(new InvitationLetter("ann@example.org", name, name, "T", _end), "en")!;
        Assert.DoesNotContain(markup, content.Html, StringComparison.Ordinal);
        Assert.Contains(name, content.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bob\r\nBcc: eve@example.org")]
    [InlineData("Bob\nBcc: eve@example.org")]
    [InlineData("Bob\u2028Bcc: eve@example.org")]
    [InlineData("Bob\u0085Bcc: eve@example.org")]
    [InlineData("Bob\0Bcc: eve@example.org")]
    public void Render_LineBreaksInNames_AddNoHeaderAndNoParagraph(string name)
    {
        var content = _renderer.Render(new InvitationLetter("ann@example.org", name, "Groceries", "T", _end), "en")!;
        using var message = new MailMessage { Subject = content.Subject };
        Assert.StartsWith("Bob", message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(content.Subject, letter => char.IsControl(letter) || letter is '\u2028' or '\u2029');
        Assert.DoesNotContain("\nBcc", content.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{link}")]
    [InlineData("[Free money]({link})")]
    [InlineData("{expires} {list}")]
    public void Render_FieldsInNames_StayAsTheyAre(string name)
    {
        var content = _renderer.Render(new ResetPasswordLetter("ann@example.org", name, "T", _end), "en")!;
        Assert.Contains($"Hello {name},", content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_DirectionMarksInNames_AreBlanks() =>
        Assert.DoesNotContain('\u202e', _renderer.Render(new AddressTakenLetter("a@example.org", "A\u202enna"), "en")!.Text);

    [Fact]
    public void Render_Verification_CarriesNoWordOfWhoeverRegistered() =>
        Assert.DoesNotContain(
            "evil", _renderer.Render(new VerifyLetter("ann@example.org", "Win at evil.example", "T", _end), "en")!.Text, StringComparison.Ordinal);
}
