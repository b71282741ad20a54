namespace FamilyCart.Ops.Secrets;

/// <summary>What a secret opens.</summary>
/// <param name="Kind"><c>token</c>, <c>postgres</c> or <c>redis</c>.</param>
/// <param name="Server">Who knows it; null of a token.</param>
/// <param name="Role">Whose password it is; null where there are no roles.</param>
/// <param name="Administrator">The secret by which the server lets it be set; null where it is this one.</param>
internal sealed record SecretUse(string Kind, string? Server, string? Role, string? Administrator);
