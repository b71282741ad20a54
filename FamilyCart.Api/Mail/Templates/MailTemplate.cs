using System.Net;
using System.Text.RegularExpressions;

namespace FamilyCart.Api.Mail.Templates;

/// <summary>
/// One letter in one language, from which both the text and the page are made. The first line is the subject; paragraphs follow, each
/// after an empty line; <c>[Label]({link})</c> alone in a paragraph is a button. Names in braces are filled in.
/// </summary>
internal sealed partial class MailTemplate
{
    private readonly string _subject;
    private readonly IReadOnlyList<Paragraph> _paragraphs;

    private MailTemplate(string subject, IReadOnlyList<Paragraph> paragraphs)
    {
        _subject = subject;
        _paragraphs = paragraphs;
    }

    /// <summary>Gets the names in braces.</summary>
    internal IEnumerable<string> Fields => _paragraphs.Select(paragraph => paragraph.Source).Prepend(_subject)
        .SelectMany(text => Field().Matches(text)).Select(match => match.Groups[1].Value).Distinct();

    internal static MailTemplate Parse(string source)
    {
        var blocks = source.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new MailTemplate(blocks[0], [.. blocks.Skip(1).Select(Paragraph.Parse)]);
    }

    /// <param name="language">Of the template, such as en.</param>
    /// <param name="values">By field, as people wrote them; a field without a value stays empty.</param>
    internal MailContent Fill(string language, IReadOnlyDictionary<string, string> values)
    {
        var subject = Insert(_subject, values);
        return new MailContent(
            subject,
            string.Join("\n\n", _paragraphs.Select(paragraph => paragraph.ToText(values))) + "\n",
            Layout(language, subject, string.Join('\n', _paragraphs.Select(paragraph => paragraph.ToHtml(values)))));
    }

    // In one pass, and into text that was taken apart before: what is inserted is never read as a field or a button.
    private static string Insert(string text, IReadOnlyDictionary<string, string> values) =>
        Field().Replace(text, match => InsertedText.Clean(values.GetValueOrDefault(match.Groups[1].Value, "")));

    // Inline styles alone survive in every mail program.
    private static string Layout(string language, string subject, string body) => $"""
        <!DOCTYPE html>
        <html lang="{WebUtility.HtmlEncode(language)}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(subject)}</title>
        </head>
        <body style="margin:0;padding:0">
        <div style="max-width:34rem;margin:0 auto;padding:1.5rem 1.25rem;font:1.0625rem/1.6 system-ui,-apple-system,'Segoe UI',sans-serif">
        {body}
        </div>
        </body>
        </html>

        """;

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"^\[([^\]]+)\]\(\{link\}\)$")]
    private static partial Regex Button();

    /// <param name="Source">The words, or of a button its link.</param>
    /// <param name="Label">What stands on the button; null for words.</param>
    private sealed record Paragraph(string Source, string? Label)
    {
        internal static Paragraph Parse(string source) =>
            Button().Match(source) is { Success: true } button
                ? new Paragraph("{link}", button.Groups[1].Value)
                : new Paragraph(source.ReplaceLineEndings(" "), null);

        internal string ToText(IReadOnlyDictionary<string, string> values) =>
            Label is null ? Insert(Source, values) : $"{Label}:\n{Insert(Source, values)}";

        internal string ToHtml(IReadOnlyDictionary<string, string> values)
        {
            var words = WebUtility.HtmlEncode(Insert(Source, values));
            return Label is null
                ? $"<p style=\"margin:0 0 1rem\">{words}</p>"
                : $"""
                    <p style="margin:1.5rem 0"><a href="{words}" style="display:inline-block;padding:.75rem 1.25rem;border-radius:.5rem;background:#1d6b41;color:#ffffff;font-weight:600;text-decoration:none">{WebUtility.HtmlEncode(Label)}</a></p>
                    <p style="margin:0 0 1rem;font-size:.875rem;overflow-wrap:anywhere"><a href="{words}" style="color:inherit">{words}</a></p>
                    """;
        }
    }
}
