using System.Globalization;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.GitHub.Settings;

/// <summary>The webhook of a repository or an organization, settings of section <c>GitHub:Hooks:n</c>.</summary>
/// <param name="Scope">Whose webhook it is.</param>
/// <param name="Id">GitHub's id of it.</param>
internal sealed record HookSettings(GitHubScope? Scope, long Id)
{
    public static HookSettings Read(SettingReader reader)
    {
        var scope = GitHubScope.TryParse(reader.Text(nameof(Scope)) ?? string.Empty);
        if (scope is null or { Kind: ScopeKind.Enterprise })
        {
            reader.AddFault(nameof(Scope), "is no repository and no organization", "write owner/name or owner");
        }

        if (!long.TryParse(reader.Text(nameof(Id)), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0)
        {
            reader.AddFault(nameof(Id), "is missing or no number", "set it to the last part of the address of the webhook's page");
        }

        return new HookSettings(scope, id);
    }
}
