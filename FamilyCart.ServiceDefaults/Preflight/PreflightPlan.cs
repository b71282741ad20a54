using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Preflight;

// What is to be checked, read from the section Preflight, and what is wrong with the plan itself.
internal sealed record PreflightPlan(
    IReadOnlyList<PlannedSecret> Secrets, IReadOnlyList<RequiredSetting> Settings, IReadOnlyList<string> Faults)
{
    private const string Section = "Preflight";
    private const string Named = "Secrets";
    private const string Optional = "Optional";
    private const string Required = "Required";
    private const int Example = 24;

    public static PreflightPlan Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var (named, optional) = (new SettingReader(section.GetSection(Named)), new SettingReader(section.GetSection(Optional)));
        var secrets = ReadSecrets(section.GetSection(Named), named, isOptional: false);
        var others = ReadSecrets(section.GetSection(Optional), optional, isOptional: true);
        foreach (var both in others.Where(other => secrets.Any(secret => secret.Name == other.Name)))
        {
            optional.AddFault(both.Name, $"is among {Section}:{Named} too", "leave one of the two out");
        }

        var strangers = section.GetChildren()
            .Where(child => !new[] { Named, Optional, Required }.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path} is no kind of check; use {Section}:{Named}, {Section}:{Optional} or {Section}:{Required}.");
        return new(
            [.. secrets, .. others.ExceptBy(secrets.Select(secret => secret.Name), other => other.Name)],
            ReadSettings(section.GetSection(Required)),
            [.. strangers, .. named.Faults, .. optional.Faults]);
    }

    // A length at fault keeps nobody from looking at the file.
    private static List<PlannedSecret> ReadSecrets(IConfigurationSection section, SettingReader reader, bool isOptional)
    {
        var secrets = new List<PlannedSecret>();
        foreach (var child in section.GetChildren())
        {
            if (!SecretName.IsValid(child.Key))
            {
                reader.AddFault(child.Key, "is no name of a secret", $"use {SecretName.Rule}");
                continue;
            }

            if (string.IsNullOrWhiteSpace(child.Value))
            {
                reader.AddFault(child.Key, "says no length", $"give the least number of characters, for example {child.Path}={Example}");
            }

            secrets.Add(new(child.Key, reader.Whole(child.Key, Example, 1, SecretFile.LargestBytes), isOptional));
        }

        return secrets;
    }

    // Two underscores in a variable's name make a section in the configuration.
    private static IReadOnlyList<RequiredSetting> ReadSettings(IConfigurationSection section) =>
    [
        .. section.AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Key.Length > 0 && (pair.Value is not null || !section.GetSection(pair.Key).GetChildren().Any()))
            .Select(pair => new RequiredSetting(pair.Key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal), pair.Value))
            .OrderBy(setting => setting.Variable, StringComparer.Ordinal),
    ];
}
