using System.Reflection;

namespace FamilyCart.Api.Mail.Templates;

/// <summary>
/// All templates, embedded as <c>Mail/Templates/LANGUAGE/NAME.txt</c>: another language is another folder. What a language lacks is
/// written in English.
/// </summary>
internal sealed class MailTemplates
{
    internal const string DefaultLanguage = "en";

    private const string Prefix = "FamilyCart.Api.Mail.Templates.";
    private const string Suffix = ".txt";

    private readonly Dictionary<(string Language, string Name), MailTemplate> _templates = [];

    public MailTemplates()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name =>
            name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            var parts = resource[Prefix.Length..^Suffix.Length].Split('.');
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            _templates[(parts[0], parts[1])] = MailTemplate.Parse(reader.ReadToEnd());
        }
    }

    /// <summary>Gets what there is.</summary>
    internal IReadOnlyDictionary<(string Language, string Name), MailTemplate> All => _templates;

    /// <summary>Returns the template in the language, or in English, or null; and the language that it is in.</summary>
    internal (MailTemplate? Template, string Language) Find(string language, string name) =>
        _templates.TryGetValue((language, name), out var template)
            ? (template, language)
            : (_templates.GetValueOrDefault((DefaultLanguage, name)), DefaultLanguage);
}
