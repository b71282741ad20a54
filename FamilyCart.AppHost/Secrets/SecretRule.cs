namespace FamilyCart.AppHost.Secrets;

/// <summary>What a secret of the topology has to be.</summary>
/// <param name="Shortest">How many characters one that is given has to have.</param>
/// <param name="IsOptional">Whether nobody can make it up: an empty one means that what it opens is not used.</param>
internal sealed record SecretRule(int Shortest, bool IsOptional) : IResourceAnnotation;

internal static class SecretRuleExtensions
{
    /// <summary>The rule of a secret of the topology; null of any other parameter.</summary>
    public static SecretRule? Rule(this ParameterResource parameter) => parameter.Annotations.OfType<SecretRule>().LastOrDefault();
}
