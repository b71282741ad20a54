namespace FamilyCart.AppHost.Secrets;

/// <summary>What a secret opens, and so how another takes its place.</summary>
/// <param name="Kind"><c>token</c>, <c>postgres</c> or <c>redis</c>.</param>
/// <param name="Server">The resource that knows it; null of a token, which the services know that read it.</param>
/// <param name="Role">Whose password it is; null where there are no roles.</param>
/// <param name="Administrator">The secret by which the server lets another password be set; null where it is this one.</param>
internal sealed record SecretUse(string Kind, string? Server = null, string? Role = null, string? Administrator = null) : IResourceAnnotation;

internal static class SecretUseExtensions
{
    /// <summary>Says what a secret opens.</summary>
    public static IResourceBuilder<ParameterResource> For(this IResourceBuilder<ParameterResource> secret, SecretUse use) => secret.WithAnnotation(use);
}
