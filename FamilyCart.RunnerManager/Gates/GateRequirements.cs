namespace FamilyCart.RunnerManager.Gates;

/// <summary>What a workflow has to bring for a deployment to one environment.</summary>
/// <param name="RequiredSecrets">The names of secrets.</param>
/// <param name="RequiredPermissions">Permissions of its token, such as <c>deployments</c>, with the level that is needed.</param>
internal sealed record GateRequirements(IReadOnlyList<string> RequiredSecrets, IReadOnlyDictionary<string, PermissionLevel> RequiredPermissions);
