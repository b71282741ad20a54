using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.WorkflowLeases;

namespace FamilyCart.RunnerManager.Preflights;

/// <summary>What a workflow brings, against what the environment needs.</summary>
internal static class PreflightRules
{
    private const int Most = 100;

    /// <summary>What is wrong with the request itself; null when nothing is. Nothing of it is repeated.</summary>
    public static string? FaultOf(PreflightRequest request)
    {
        if (request.Secrets is { } secrets && (secrets.Count > Most || !secrets.Keys.All(GateSettings.IsSecretName)))
        {
            return "secrets has to be at most 100 names of secrets, each with true or false: never a value.";
        }

        if (request.Permissions is { } permissions && (permissions.Count > Most || permissions.Values.Any(level => PermissionLevels.TryParse(level) is null)))
        {
            return "permissions has to be at most 100 names, each with none, read or write.";
        }

        return request.Lease is { } lease && !LeaseRules.IsName(lease) ? "lease has to be the name of a lease." : null;
    }

    /// <summary>Every secret that is needed or wanted and not there.</summary>
    public static IEnumerable<PreflightProblem> MissingSecrets(GateRequirements requirements, PreflightRequest request)
    {
        var told = request.Secrets ?? new Dictionary<string, bool>();
        var present = told.Where(secret => secret.Value).Select(secret => secret.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return requirements.RequiredSecrets.Concat(told.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !present.Contains(name))
            .Select(name => new PreflightProblem(
                "secret", name, $"The secret {name} is missing: add it to the environment or the repository at GitHub, and hand it to the job.", Blocking: true));
    }

    /// <summary>Every permission that is needed and not given.</summary>
    public static IEnumerable<PreflightProblem> MissingPermissions(GateRequirements requirements, PreflightRequest request) =>
        from needed in requirements.RequiredPermissions
        let given = PermissionLevels.TryParse(request.Permissions?.GetValueOrDefault(needed.Key) ?? "none") ?? PermissionLevel.None
        where given < needed.Value
        let level = needed.Value.ToString().ToLowerInvariant()
        select new PreflightProblem(
            "permission", needed.Key, $"The permission {needed.Key}: {level} is missing: add it below permissions in the workflow.", Blocking: true);
}
