using System.Text.RegularExpressions;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>Settings of section <c>Gates</c>: when a picture of the fleet is too old, and what a deployment to each environment needs.</summary>
/// <param name="LongestAge">How old the last look at the fleet may be; an older one opens no gate. Default 5 s.</param>
/// <param name="Requirements">For every environment, from <c>Gates:ENVIRONMENT:RequiredSecrets</c> and <c>…:RequiredPermissions</c>.</param>
internal sealed partial record GateSettings(TimeSpan LongestAge, IReadOnlyDictionary<DeployEnvironment, GateRequirements> Requirements)
{
    public const string Section = "Gates";

    public static GateSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(LongestAge), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)),
        Enum.GetValues<DeployEnvironment>().ToDictionary(environment => environment, environment => ReadOne(reader, GateWords.Of(environment))));

    private static GateRequirements ReadOne(SettingReader reader, string environment)
    {
        var secretsKey = $"{environment}:{nameof(GateRequirements.RequiredSecrets)}";
        var secrets = List(reader, secretsKey);
        foreach (var name in secrets.Where(name => !IsSecretName(name)))
        {
            reader.AddFault(secretsKey, name, "the name of a secret, as GitHub writes them", "DEPLOY_KEY");
        }

        var permissionsKey = $"{environment}:{nameof(GateRequirements.RequiredPermissions)}";
        var permissions = new Dictionary<string, PermissionLevel>(StringComparer.Ordinal);
        foreach (var text in List(reader, permissionsKey))
        {
            if (Permission().Match(text) is { Success: true } match)
            {
                permissions[match.Groups["name"].Value] = PermissionLevels.TryParse(match.Groups["level"].Value)!.Value;
            }
            else
            {
                reader.AddFault(permissionsKey, text, "a permission of a workflow and its level", "deployments: write");
            }
        }

        return new GateRequirements([.. secrets], permissions);
    }

    /// <summary>Whether a secret can have that name at GitHub.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    private static string[] List(SettingReader reader, string key) =>
        (reader.Text(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(?<name>[a-z][a-z-]{0,49}) *: *(?<level>read|write)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Permission();
}
